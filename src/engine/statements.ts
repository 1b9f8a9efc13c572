import { actions } from "./actions";
import type { Analysis } from "./analysis";
import { cautions } from "./cautions";
import { dropsOf } from "./drops";
import { certaintyOf, type Certainty } from "./evidence/certainty";
import { evidence } from "./evidence/statements";
import { settingDoubt, type SettingDoubt } from "./evidence/settings";
import { takenAs, unreadTables, type TableCount } from "./evidence/tables-read";
import { headlines, type Headline } from "./headlines";
import type { Issue } from "./issues";

/** An analysis, and how the tables were read from which it was made. */
export interface Answered {
  readonly analysis: Analysis;
  /** The issues of reading, then of the analysis. */
  readonly issues: readonly Issue[];
  readonly counts: readonly TableCount[];
  /** Settings that were not used as the analyst typed them. */
  readonly settingDoubts: readonly SettingDoubt[];
}

/**
 * One thing that the answer says. `trust`: how far it can be trusted. `caution`: what is missing from it.
 * `ask`: what to order for the best mix. `action`: what to do now.
 */
export interface Statement {
  readonly kind: "trust" | "caution" | "ask" | "action";
  /** A sentence without a full stop. */
  readonly text: string;
  readonly certainty: Certainty;
}

/**
 * Everything that the answer says, in the order in which it is shown. Terminal, pane, Renewal sheet and JSON
 * render this list and add nothing. The first statement says how far the answer can be trusted.
 */
export function statementsOf(answered: Answered): readonly (Statement | Headline)[] {
  const { analysis } = answered;
  const conditional = dropsOf(analysis).map(({ ifComplete }) => ifComplete);
  const certainty = certaintyOf(analysis, conditional);
  const [first = "", ...questions] = evidence(analysis);
  const taken = takenAs(answered.counts);
  const trust = [
    ...answered.settingDoubts.map(settingDoubt),
    ...questions,
    ...(taken === null ? [] : [taken]),
  ];
  return [
    {
      kind: "trust",
      text: [first, ...unreadTables(analysis.estate)].filter(Boolean).join("; "),
      certainty: "sure",
    },
    ...trust.map((text): Statement => ({ kind: "trust", text, certainty: "sure" })),
    ...cautions(answered).map((text): Statement => ({ kind: "caution", text, certainty: "sure" })),
    ...headlines(analysis, certainty),
    ...(analysis.recommended?.asks ?? []).map((text): Statement => ({ kind: "ask", text, certainty })),
    ...actions(analysis),
  ];
}

/** The statements of a kind, in order. */
export const ofKind = (
  statements: readonly (Statement | Headline)[],
  kind: Statement["kind"],
): readonly Statement[] => statements.filter((statement): statement is Statement => statement.kind === kind);

/** The headlines among the statements, in order. */
export const headlinesAmong = (statements: readonly (Statement | Headline)[]): readonly Headline[] =>
  statements.filter((statement): statement is Headline => statement.kind === "headline");
