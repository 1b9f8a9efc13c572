import { isoMonth } from "../../engine/calendar";
import type { BurnMonth } from "../../engine/pool/burn-alert";
import type { ReportInput } from "./report-input";
import { reportTable, type ReportColumn, type ReportTable } from "./table";
import { TOKEN_BURN } from "./tables";

/** The last whole months against what the months before each led to, and what made the largest part of a difference. */
export const tokenBurn = ({ analysis }: ReportInput, at: ReportTable["at"]): ReportTable =>
  reportTable(
    TOKEN_BURN,
    at,
    COLUMNS,
    analysis.tokenPlan.burn,
    "The last whole months against the forecast from the months before each",
  );

const COLUMNS: readonly ReportColumn<BurnMonth>[] = [
  { column: TOKEN_BURN.month, format: "text", cell: ({ month }) => isoMonth(month) },
  { column: TOKEN_BURN.drawn, format: "whole", cell: ({ drawn }) => drawn },
  { column: TOKEN_BURN.expected, format: "whole", cell: ({ expected }) => expected.expected },
  { column: TOKEN_BURN.low, format: "whole", cell: ({ expected }) => expected.wide.low },
  { column: TOKEN_BURN.high, format: "whole", cell: ({ expected }) => expected.wide.high },
  { column: TOKEN_BURN.verdict, width: 20, format: "text", cell: ({ verdict }) => verdict },
  { column: TOKEN_BURN.product, format: "text", cell: ({ product }) => product?.name ?? null },
  { column: TOKEN_BURN.productChange, format: "whole", cell: ({ product }) => product?.change ?? null },
  { column: TOKEN_BURN.department, format: "text", cell: ({ department }) => department?.name ?? null },
  {
    column: TOKEN_BURN.departmentChange,
    format: "whole",
    cell: ({ department }) => department?.change ?? null,
  },
];
