import type { Analysis, UserAnalysis } from "../analysis";
import type { TableCount } from "../evidence/tables-read";
import type { PoolRule } from "../pool/sizing";
import type { MixReport } from "../renewal/mix-report";
import type { Scenario } from "../renewal/scenarios";
import type { TrueDown } from "../seats/droppable";
import type { Reconciliation } from "../seats/reconciliation";

/** What the invariants are about. */
export interface Checked {
  readonly analysis: Analysis;
  readonly counts: readonly TableCount[];
}

/** The figures of one kind; a breach withholds one of them. */
interface Guarded<Item> {
  readonly in: (checked: Checked) => readonly Item[];
  /** What a figure is, as a reader knows it. */
  readonly called: (item: Item) => string;
}

const guarded = <Item>(of: Guarded<Item>): Guarded<Item> => of;

/** The kinds of figures that invariants guard. `proof`: the lower bound and the gap of the best mix. */
const GUARDED = {
  table: guarded<TableCount>({
    in: ({ counts }) => counts,
    called: ({ kind }) => `the number of rows of ${kind}`,
  }),
  scenario: guarded<Scenario>({
    in: ({ analysis }) => analysis.scenarios,
    called: ({ name }) => `the scenario ${name}`,
  }),
  proof: guarded<MixReport>({
    in: ({ analysis: { mix } }) => (mix === null ? [] : [mix]),
    called: () => "the proof of the best mix",
  }),
  user: guarded<UserAnalysis>({
    in: ({ analysis }) => analysis.users,
    called: ({ user }) => `the costs of ${user}`,
  }),
  offering: guarded<Reconciliation>({
    in: ({ analysis }) => analysis.reconciliations,
    called: ({ offering }) => `the ${offering} seats`,
  }),
  line: guarded<TrueDown>({
    in: ({ analysis }) => analysis.trueDowns,
    called: ({ offering }) => `the ${offering} seats that may be dropped`,
  }),
  rule: guarded<PoolRule>({
    in: ({ analysis }) => analysis.pool,
    called: ({ rule }) => `the pool by the ${rule} rule`,
  }),
} as const;

export type GuardedKind = keyof typeof GUARDED;
export type ItemOf<Kind extends GuardedKind> = ReturnType<(typeof GUARDED)[Kind]["in"]>[number];

/** A figure that breaks an invariant. */
export interface Breach {
  /** The name of the invariant. */
  readonly invariant: string;
  readonly kind: GuardedKind;
  /** What the figure is. */
  readonly what: string;
  /** How it breaks the invariant. */
  readonly how: string;
  /** The item of the answer that holds the figure. */
  readonly item: ItemOf<GuardedKind>;
}

/** A rule that every answer keeps. A breach is a fault of the program, never of the input. */
export interface Invariant {
  /** A plain sentence. */
  readonly name: string;
  readonly guards: GuardedKind;
  readonly breaches: (checked: Checked) => readonly Breach[];
}

/** An invariant of each figure of a kind; `how` says how a figure breaks it, or null. */
export const invariant = <Kind extends GuardedKind>(
  kind: Kind,
  name: string,
  how: (item: ItemOf<Kind>, analysis: Analysis) => string | null,
): Invariant => ({
  name,
  guards: kind,
  breaches: (checked) => {
    const of = GUARDED[kind] as Guarded<ItemOf<Kind>>;
    return of.in(checked).flatMap((item): Breach[] => {
      const broken = how(item, checked.analysis);
      return broken === null ? [] : [{ invariant: name, kind, what: of.called(item), how: broken, item }];
    });
  },
});
