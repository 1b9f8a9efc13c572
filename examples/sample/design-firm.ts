import { filterSheet, subscriptionsSheet, usageReportSheet, usageSheet, usersSheet } from "./exports";
import { contractsSheet, packsSheet, quoteSheet, tokenPricesSheet } from "./own-tables";
import { plainWorkbook } from "./plain-workbook";
import { staff } from "./staff";
import { useOf } from "./use";

/** The sample: an estate of a design firm that is invented from end to end. The same bytes every time. */
export function designFirm(): Uint8Array {
  const everyone = staff();
  const use = everyone.flatMap(useOf);
  return plainWorkbook([
    usageSheet(use),
    usersSheet(everyone),
    subscriptionsSheet(),
    contractsSheet,
    packsSheet,
    quoteSheet,
    tokenPricesSheet,
    filterSheet,
    usageReportSheet(everyone, use),
  ]);
}
