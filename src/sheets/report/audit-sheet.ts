import type { Assumptions } from "../../engine/assumptions";
import { at } from "../../engine/at";
import type { Audit, Exposure, MeteredAudit } from "../../engine/audit/audit";
import { auditorRows, type AuditorRow } from "../../engine/audit/auditor-rows";
import type { AuditLine, DisputeReason } from "../../engine/audit/metered-lines";
import type { AuditProof } from "../../engine/audit/readiness";
import type { InvoiceVariance } from "../../engine/audit/invoice-variances";
import type { LicensedBy, LicenseGap } from "../../engine/audit/license-gaps";
import { isoDay, isoOrNull } from "../../engine/calendar";
import type { DayNumber } from "../../engine/units";
import type { Estate } from "../../engine/estate/estate";
import type { Coverage } from "../../engine/evidence/coverage";
import { counted, percentText, wholeNumber } from "../../engine/wording";
import { UNKNOWN } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import { orUnknown } from "./formulas";
import { rowsOf } from "./log-rows";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, resultSheet, stacked, type PlacedTable } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn } from "./table";
import {
  assumptionCell,
  AUDIT_EXPOSURE_TABLE,
  AUDIT_LINES,
  AUDIT_SUMS,
  AUDITOR_ROWS,
  CHARGED_PRICE_CELL,
  INVOICE_VARIANCES,
  LICENSE_GAPS,
  READINESS,
} from "./tables";

/** What an audit may claim, what of it can be disputed, line by line, and whether the evidence is there. */
export function auditSheet(run: ReportInput): SheetSpec {
  const { audit, estate, users } = run.analysis;
  const { metered, readiness } = audit;
  const rows = auditorRows(users, estate);
  const tables: PlacedTable[] = [
    ...(metered === null ? [] : [sumsTable(metered, run), exposureTable(metered, run.analysis.assumptions)]),
    (place) =>
      reportTable(
        READINESS,
        place,
        READINESS_COLUMNS,
        readiness.evidence,
        `Readiness: ${percentText(readiness.score)} of what an auditor asks for is in these tables`,
      ),
    ...(audit.gaps.length === 0 ? [] : [gapsTable(audit, estate)]),
    ...(audit.invoices.length === 0 ? [] : [invoicesTable(run)]),
    ...(metered === null ? [] : [linesTable(metered, estate)]),
    ...(rows.length === 0 ? [] : [auditorTable(rows, run)]),
  ];
  return resultSheet({
    key: "audit",
    title: "Audit",
    frozenRows: 2,
    notes: notesOnAudit(audit),
    tables: stacked({ row: HEADER_ROWS.audit, column: 0 }, tables),
  });
}

function notesOnAudit({ metered, answerBy, badLetter }: Audit): string[] {
  const deadline =
    answerBy !== null
      ? `Answer the auditor by ${isoDay(answerBy)}.`
      : badLetter === null
        ? 'Enter the day of the auditor\'s letter in the assumption "Audit letter of" to see the day to answer by.'
        : `"${badLetter}" is no date, so the day to answer by is not known.`;
  const charges =
    metered === null
      ? "Without a Metered charges table there is nothing to dispute."
      : `${counted(metered.lines.length, "metered charge")} from ${isoDay(metered.first)} to ` +
        `${isoDay(metered.last)} are compared with the charges that the session log leads to. ` +
        (metered.unmetered.length === 0
          ? ""
          : `${counted(metered.unmetered.length, "charge")} of the log ` +
            `${metered.unmetered.length === 1 ? "was" : "were"} not metered.`) +
        (metered.unread === 0
          ? ""
          : ` ${counted(metered.unread, "row")} of Metered charges could not be read and ` +
            `${metered.unread === 1 ? "is" : "are"} in no sum.`);
  return [deadline, charges.trim()];
}

const REASONS: Readonly<Record<DisputeReason, string>> = {
  background: "Disputed: background use",
  midnight: "Disputed: charged again after midnight",
  rate: "Disputed: wrong rate or version",
  duplicate: "Disputed: duplicate of a window",
  idle: "Disputed: idle product",
  seat: "Disputed: use on a seat",
  "short launch": "Disputed: launches under 5 minutes",
};

interface LineSum {
  readonly what: string;
  readonly lines: number;
  readonly tokens: number;
}

const sumsTable =
  (metered: MeteredAudit, { analysis: { waste } }: ReportInput): PlacedTable =>
  (place) => {
    const count = (status: AuditLine["status"]): number =>
      metered.lines.filter((line) => line.status === status).length;
    const sums: LineSum[] = [
      { what: "Accepted", lines: count("accepted"), tokens: metered.accepted },
      ...[...metered.byReason].map(([reason, sum]) => ({ what: REASONS[reason], ...sum })),
      { what: "Unknown: the log says too little", lines: count("unknown"), tokens: metered.unknown },
    ];
    const columns: readonly ReportColumn<LineSum>[] = [
      {
        column: AUDIT_SUMS.what,
        width: 38,
        format: "text",
        cell: ({ what }) => what,
        total: { label: "Metered" },
      },
      { column: AUDIT_SUMS.lines, format: "whole", cell: ({ lines }) => lines, total: "sum" },
      { column: AUDIT_SUMS.tokens, format: "whole", cell: ({ tokens }) => tokens, total: "sum" },
      {
        column: AUDIT_SUMS.money,
        format: "money",
        cell: ({ tokens }) => ({
          value: waste.price === null ? UNKNOWN : tokens * waste.price,
          formula: orUnknown(`${AUDIT_SUMS.tokens.here}*${CHARGED_PRICE_CELL}`),
        }),
        total: "sum",
      },
    ];
    return reportTable(AUDIT_SUMS, place, columns, sums, "The metered tokens");
  };

interface ExposureRow {
  readonly basis: string;
  readonly exposure: Exposure | null;
}

const exposureTable =
  (metered: MeteredAudit, { defenceCost }: Pick<Assumptions, "defenceCost">): PlacedTable =>
  (place) => {
    const { tokens, disputed, entitled } = metered;
    const columns: readonly ReportColumn<ExposureRow>[] = [
      { column: AUDIT_EXPOSURE_TABLE.basis, width: 38, format: "text", cell: ({ basis }) => basis },
      { column: AUDIT_EXPOSURE_TABLE.metered, format: "whole", cell: () => tokens },
      { column: AUDIT_EXPOSURE_TABLE.disputed, format: "whole", cell: () => disputed },
      { column: AUDIT_EXPOSURE_TABLE.entitled, format: "whole", cell: () => knownCell(entitled) },
      {
        column: AUDIT_EXPOSURE_TABLE.before,
        format: "money",
        cell: ({ exposure }) => knownCell(exposure?.before ?? null),
      },
      {
        column: AUDIT_EXPOSURE_TABLE.after,
        format: "money",
        cell: ({ exposure }) => knownCell(exposure?.after ?? null),
      },
      {
        column: AUDIT_EXPOSURE_TABLE.recovered,
        format: "money",
        cell: ({ exposure }) => ({
          value: exposure?.recovered ?? UNKNOWN,
          formula: orUnknown(`${AUDIT_EXPOSURE_TABLE.before.here}-${AUDIT_EXPOSURE_TABLE.after.here}`),
        }),
      },
      {
        column: AUDIT_EXPOSURE_TABLE.defence,
        format: "money",
        cell: () => ({
          value: defenceCost ?? UNKNOWN,
          formula: orUnknown(`${assumptionCell("defenceCost")}+0`),
        }),
      },
      {
        column: AUDIT_EXPOSURE_TABLE.left,
        format: "money",
        cell: ({ exposure }) => ({
          value: exposure?.left ?? UNKNOWN,
          formula: orUnknown(`${AUDIT_EXPOSURE_TABLE.recovered.here}-${AUDIT_EXPOSURE_TABLE.defence.here}`),
        }),
      },
    ];
    const rows: ExposureRow[] = [
      { basis: "At the price that you pay", exposure: metered.atPrice },
      { basis: "At list price, by your token discount", exposure: metered.atList },
    ];
    const heading =
      "The charge for a shortage, and what a challenge is worth. A defence usually recovers 50,000 to 150,000 [C]";
    return reportTable(AUDIT_EXPOSURE_TABLE, place, columns, rows, heading);
  };

const READINESS_COLUMNS: readonly ReportColumn<AuditProof>[] = [
  { column: READINESS.what, width: 54, format: "text", cell: ({ what }) => what },
  {
    column: READINESS.there,
    format: "text",
    cell: ({ isThere, share }) => (isThere ? "yes" : share > 0 ? "in part" : "no"),
  },
  { column: READINESS.share, format: "percent", cell: ({ share }) => share },
  { column: READINESS.note, width: 48, format: "text", look: "wrap", cell: ({ note }) => note },
];

/** What the cells of Deployed count. */
const DEPLOYED_COUNTS: Readonly<Record<LicensedBy, string>> = {
  "seat or tokens": "users of devices",
  perpetual: "devices",
  floating: "licenses in use at one time",
  "not stated": "devices",
};

const gapsTable =
  ({ gaps, settleBy }: Audit, estate: Estate): PlacedTable =>
  (place) => {
    const columns: readonly ReportColumn<LicenseGap>[] = [
      { column: LICENSE_GAPS.product, width: 38, format: "text", cell: ({ product }) => product },
      { column: LICENSE_GAPS.by, format: "text", cell: ({ licensedBy }) => licensedBy },
      { column: LICENSE_GAPS.owned, format: "whole", cell: ({ owned }) => knownCell(owned) },
      { column: LICENSE_GAPS.deployed, format: "whole", cell: ({ deployed }) => knownCell(deployed) },
      {
        column: LICENSE_GAPS.gap,
        format: "whole",
        // Unknown where more may be deployed than is known: then no formula may make a 0 of it.
        cell: ({ gap }) =>
          gap === null
            ? UNKNOWN
            : {
                value: gap,
                formula: orUnknown(`MAX(${LICENSE_GAPS.deployed.here}-${LICENSE_GAPS.owned.here},0)`),
              },
      },
      { column: LICENSE_GAPS.withoutUser, format: "whole", cell: ({ withoutUser }) => withoutUser },
      { column: LICENSE_GAPS.cause, width: 40, format: "text", look: "wrap", cell: ({ cause }) => cause },
      {
        column: LICENSE_GAPS.settleBy,
        format: "text",
        cell: ({ gap }) => (gap === null || gap === 0 ? "" : dueText(settleBy)),
      },
      {
        column: LICENSE_GAPS.counts,
        format: "text",
        cell: ({ licensedBy }) => DEPLOYED_COUNTS[licensedBy],
      },
      { column: LICENSE_GAPS.rows, format: "text", cell: ({ devices }) => rowsOf(devices, estate) },
    ];
    return reportTable(
      LICENSE_GAPS,
      place,
      columns,
      gaps,
      "Installed products against seats, tokens and licenses owned",
    );
  };

const dueText = (day: DayNumber | null): string => (day === null ? "" : isoDay(day));

const invoicesTable =
  ({ analysis: { audit, assumptions } }: ReportInput): PlacedTable =>
  (place) => {
    const columns: readonly ReportColumn<InvoiceVariance>[] = [
      { column: INVOICE_VARIANCES.offering, width: 38, format: "text", cell: ({ offering }) => offering },
      { column: INVOICE_VARIANCES.invoiced, format: "whole", cell: ({ invoiced }) => knownCell(invoiced) },
      { column: INVOICE_VARIANCES.portal, format: "whole", cell: ({ inPortal }) => knownCell(inPortal) },
      {
        column: INVOICE_VARIANCES.variance,
        format: "whole",
        cell: ({ variance }) => ({
          value: variance ?? UNKNOWN,
          formula: orUnknown(`${INVOICE_VARIANCES.portal.here}-${INVOICE_VARIANCES.invoiced.here}`),
        }),
      },
      {
        column: INVOICE_VARIANCES.flagged,
        format: "text",
        cell: ({ variance, flagged }) => (variance === null ? UNKNOWN : flagged ? "yes" : "no"),
      },
      {
        column: INVOICE_VARIANCES.settleBy,
        format: "text",
        cell: ({ flagged }) => (flagged ? dueText(audit.settleBy) : ""),
      },
      { column: INVOICE_VARIANCES.invoices, format: "text", cell: ({ invoices }) => invoices.join("; ") },
    ];
    return reportTable(
      INVOICE_VARIANCES,
      place,
      columns,
      audit.invoices,
      "Seats of running invoices against the account portal; " +
        `a difference above ${wholeNumber(assumptions.varianceFlag)} is a discrepancy`,
    );
  };

interface NumberedLine {
  readonly line: AuditLine;
  /** Tells charges of one user, product and day apart. */
  readonly number: number;
}

const linesTable =
  ({ lines }: MeteredAudit, estate: Estate): PlacedTable =>
  (place) => {
    const seen = new Map<string, number>();
    const numbered = lines.map((line): NumberedLine => {
      const { person, product, day } = line.charge;
      const key = `${person} ${product} ${day}`;
      const number = (seen.get(key) ?? 0) + 1;
      seen.set(key, number);
      return { line, number };
    });
    return reportTable(AUDIT_LINES, place, auditLineColumns(estate), numbered, "Charge by charge");
  };

const auditLineColumns = (estate: Estate): readonly ReportColumn<NumberedLine>[] => [
  { column: AUDIT_LINES.user, format: "text", cell: ({ line }) => at(estate.people, line.charge.person).id },
  {
    column: AUDIT_LINES.product,
    format: "text",
    cell: ({ line }) => at(estate.products, line.charge.product),
  },
  { column: AUDIT_LINES.day, format: "text", cell: ({ line }) => isoDay(line.charge.day) },
  { column: AUDIT_LINES.number, format: "whole", cell: ({ number }) => number },
  { column: AUDIT_LINES.tokens, format: "whole", cell: ({ line }) => line.charge.tokens, total: "sum" },
  { column: AUDIT_LINES.status, format: "text", cell: ({ line }) => line.status },
  { column: AUDIT_LINES.reason, format: "text", cell: ({ line }) => line.reason ?? "" },
  { column: AUDIT_LINES.disputed, format: "whole", cell: ({ line }) => line.disputed, total: "sum" },
  { column: AUDIT_LINES.why, format: "text", cell: ({ line }) => line.why },
  { column: AUDIT_LINES.rows, format: "text", cell: ({ line }) => rowsOf(line.evidence, estate) },
  { column: AUDIT_LINES.version, format: "text", cell: ({ line }) => line.charge.version ?? "" },
  { column: AUDIT_LINES.machine, format: "text", cell: ({ line }) => line.charge.machine ?? "" },
];

const auditorTable =
  (rows: readonly AuditorRow[], { analysis: { coverage } }: ReportInput): PlacedTable =>
  (place) => {
    return reportTable(
      AUDITOR_ROWS,
      place,
      auditorColumns(coverage),
      rows,
      "In the form that auditors ask for; enter the SKU of each product from your order",
    );
  };

/** The columns of the table that auditors ask for ([E]). */
export const auditorColumns = ({ window }: Pick<Coverage, "window">): readonly ReportColumn<AuditorRow>[] => [
  { column: AUDITOR_ROWS.product, format: "text", cell: ({ product }) => product },
  { column: AUDITOR_ROWS.sku, format: "text", cell: ({ sku }) => sku ?? "" },
  { column: AUDITOR_ROWS.type, format: "text", cell: ({ licenseType }) => licenseType },
  { column: AUDITOR_ROWS.user, width: 30, format: "text", cell: ({ user }) => user },
  { column: AUDITOR_ROWS.department, width: 22, format: "text", cell: ({ department }) => department ?? "" },
  { column: AUDITOR_ROWS.days, format: "decimal", cell: ({ daysPerMonth }) => knownCell(daysPerMonth) },
  {
    column: AUDITOR_ROWS.from,
    format: "text",
    cell: ({ since }) => isoOrNull(since ?? window?.first ?? null) ?? UNKNOWN,
  },
  { column: AUDITOR_ROWS.to, format: "text", cell: () => (window === null ? UNKNOWN : isoDay(window.last)) },
];
