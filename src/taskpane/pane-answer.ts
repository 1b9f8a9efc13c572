import { isoDay } from "../engine/calendar";
import type { Headline, HeadlineId } from "../engine/statements/headlines";
import type { TokenPlan } from "../engine/pool/token-plan";
import { knownFirstYear } from "../engine/renewal/known-cost";
import type { Scenario } from "../engine/renewal/scenarios";
import { shownScenarios } from "../engine/renewal/variants";
import { renewalCalendar } from "../engine/renewal/renewal-calendar";
import { renewalLines, type RenewalLine } from "../engine/renewal/renewal-lines";
import { statementsOf, type Statement } from "../engine/statements/statements";
import { icsOf } from "../hosts/ics";
import { headlineSources, type HeadlineSource } from "../sheets/report/headlines";
import type { ReportInput } from "../sheets/report/report-input";
import type { SheetKey, SheetSpec } from "../workbook/spec";
import { chargedUsers, type ChargedUsers } from "./explained-charges";

/** The answer as the pane shows it. It is plain data, as it comes from the worker. */
export interface PaneAnswer {
  readonly asOf: string;
  readonly currency: string;
  readonly rows: number;
  readonly skipped: number;
  readonly statements: readonly (Statement | Headline)[];
  /** What becomes of each contract line. */
  readonly lines: readonly RenewalLine[];
  /** The rows that each headline comes from. */
  readonly sources: Readonly<Record<HeadlineId, HeadlineSource>>;
  readonly scenarios: readonly {
    readonly name: string;
    /** Null where nothing of it is known. */
    readonly firstYear: number | null;
    readonly partial: boolean;
  }[];
  readonly tokens: PaneTokens;
  /** The users whose charges can be explained. */
  readonly charged: ChargedUsers;
  /** The dates to come, for a calendar program. */
  readonly ics: string;
  /** The number of items that could not be used or are unknown. */
  readonly errors: number;
  readonly sheets: readonly { readonly key: SheetKey; readonly name: string }[];
}

/** What the pane shows of the token plan. */
export type PaneTokens = Pick<TokenPlan, "ledger" | "noLedger" | "pools" | "risk">;

export function answerOf(input: ReportInput, specs: readonly SheetSpec[]): PaneAnswer {
  const { analysis, counts, issues } = input;
  const total = (count: "used" | "skipped"): number => counts.reduce((sum, table) => sum + table[count], 0);
  const { ledger, noLedger, pools, risk } = analysis.tokenPlan;
  return {
    asOf: isoDay(analysis.asOf),
    currency: analysis.assumptions.currency,
    rows: total("used"),
    skipped: total("skipped"),
    statements: statementsOf(input),
    lines: renewalLines(analysis),
    sources: headlineSources(input),
    scenarios: analysis.recommended === null ? [] : shownScenarios(analysis).map(scenarioSummary),
    tokens: { ledger, noLedger, pools, risk },
    charged: chargedUsers(analysis),
    ics: icsOf(renewalCalendar(analysis), analysis.asOf),
    errors: issues.filter(({ severity }) => severity === "error").length,
    sheets: specs.map(({ key, name }) => ({ key, name })),
  };
}

const scenarioSummary = (scenario: Scenario): PaneAnswer["scenarios"][number] => ({
  name: scenario.name,
  firstYear: knownFirstYear(scenario),
  partial: scenario.leftOut.length > 0,
});
