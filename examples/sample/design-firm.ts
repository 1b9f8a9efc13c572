import { filterSheet, subscriptionsSheet, usageReportSheet, usageSheet, usersSheet } from "./exports";
import { contractsSheet, packsSheet, quoteSheet, tokenPricesSheet } from "./own-tables";
import { plainWorkbook } from "./plain-workbook";
import { staff } from "./staff";
import { useOf } from "./use";

/** The sample: the estate of a design firm, entirely invented. It is made of the same bytes every time. */
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
