import { actions } from "./actions";
import type { Analysis } from "../analysis";
import { worthOf } from "./ask-worth";
import { cautions } from "./cautions";
import { dropsOf } from "../renewal/drops";
import { certaintyOf, type Certainty } from "../evidence/certainty";
import { evidence } from "../evidence/statements";
import { settingDoubt, type SettingDoubt } from "../evidence/settings";
import { takenAs, unreadTables, type TableCount } from "../evidence/tables-read";
import { headlines, type Headline } from "./headlines";
import type { Issue } from "../issues";
import { changesInWords } from "../harvest/since-last-run";
import { nextDates } from "./next-dates";
import { concessionsOf, concessionText, worthAsking } from "../negotiation/concessions";
import { longTerms, longTermText } from "../renewal/long-terms";
import { renewalLines } from "../renewal/renewal-lines";
import { robustnessText } from "../renewal/robustness-text";
import { resultOf } from "../result";
import type { Money } from "../units";

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
 * One thing that the answer says. `result`: the answer in one sentence. `trust`: how far it can be trusted.
 * `caution`: what is missing from it. `ask`: what to order for the best mix.
 * `concession`: what to ask the vendor for, and what to offer for it. `action`: what to do now. `date`: when
 * something must be done next. `change`: what is no longer as at the last run.
 */
export interface Statement {
  readonly kind: "result" | "trust" | "caution" | "ask" | "concession" | "action" | "change" | "date";
  /** A sentence without a full stop. */
  readonly text: string;
  readonly certainty: Certainty;
  /**
   * The money a year that an ask moves, or that a concession saves over the years compared; null is unknown, and absent
   * where nothing has a price.
   */
  readonly worth?: Money | null;
}

/**
 * Everything that the answer says, in the order in which it is shown. Terminal, pane, Renewal sheet and JSON
 * render this list and the renewal lines, and add nothing. The result comes first, and then how far it can be trusted.
 */
export function statementsOf(answered: Answered): readonly (Statement | Headline)[] {
  const { analysis } = answered;
  const conditional = dropsOf(analysis).map(({ ifComplete }) => ifComplete);
  const certainty = certaintyOf(analysis, conditional);
  const [first = "", ...questions] = evidence(analysis);
  const taken = takenAs(answered.counts);
  const lines = renewalLines(analysis);
  const trust = [
    ...answered.settingDoubts.map(settingDoubt),
    ...questions,
    ...(analysis.robustness === null ? [] : [robustnessText(analysis.robustness)]),
    ...(taken === null ? [] : [taken]),
  ];
  return [
    { kind: "result", text: resultOf(answered), certainty },
    {
      kind: "trust",
      text: [first, ...unreadTables(analysis.estate)].filter(Boolean).join("; "),
      certainty: "sure",
    },
    ...trust.map((text): Statement => ({ kind: "trust", text, certainty: "sure" })),
    ...cautions(answered).map((text): Statement => ({ kind: "caution", text, certainty: "sure" })),
    ...headlines(analysis, certainty),
    ...(analysis.recommended?.asks ?? []).map((ask): Statement => ({
      kind: "ask",
      text: ask.text,
      certainty,
      ...(ask.about === null ? {} : { worth: worthOf(ask, analysis, lines) }),
    })),
    ...longTerms(analysis).map((term): Statement => ({
      kind: "ask",
      text: longTermText(term, analysis.assumptions),
      certainty,
    })),
    ...worthAsking(concessionsOf(analysis)).map((concession): Statement => ({
      kind: "concession",
      text: concessionText(concession, analysis.assumptions.years),
      certainty: "if the vendor agrees",
      worth: concession.worth,
    })),
    ...actions(analysis),
    ...changesInWords(analysis).map((text): Statement => ({ kind: "change", text, certainty: "sure" })),
    ...nextDates(analysis).map(({ text }): Statement => ({ kind: "date", text, certainty: "sure" })),
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
