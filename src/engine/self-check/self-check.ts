import type { Analysis, UserAnalysis } from "../analysis";
import { ISSUES, type Issue } from "../issues";
import { UNKNOWN_OVERAGE } from "../seats/overage";
import type { Reconciliation } from "../seats/reconciliation";
import type { Answered } from "../statements/statements";
import type { Breach, Checked, GuardedKind } from "./guards";
import { INVARIANTS } from "./invariants";

/** Every breach of an invariant, in the order of the table. */
export const breachesOf = (checked: Checked): Breach[] =>
  INVARIANTS.flatMap(({ breaches }) => breaches(checked));

/**
 * The answer without the figures that break an invariant: they become unknown, and an issue names each of
 * them with the invariant. A breach is a fault of the program.
 */
export function selfChecked<Run extends Answered>(run: Run): Run {
  const breaches = breachesOf(run);
  if (breaches.length === 0) return run;
  const broken = (kind: GuardedKind): ReadonlySet<unknown> =>
    new Set(breaches.filter((one) => one.kind === kind).map(({ item }) => item));
  return {
    ...run,
    analysis: withheld(run.analysis, broken),
    counts: run.counts.filter((count) => !broken("table").has(count)),
    issues: [...breaches.map(issueOf), ...run.issues],
  };
}

/** Whether the tables allow a recommendation, and a check of this program that failed took it away. */
export const isWithheld = ({ analysis, issues }: Answered): boolean =>
  analysis.recommended === null &&
  !analysis.coverage.tooShort &&
  issues.some(({ code }) => code === "self-check") &&
  analysis.users.some(({ products }) => products.length > 0);

const issueOf = ({ invariant, what, how }: Breach): Issue => ({
  severity: ISSUES["self-check"].severity,
  code: "self-check",
  message: ISSUES["self-check"].message(what, invariant, how),
  rows: 0,
});

function withheld(analysis: Analysis, broken: (kind: GuardedKind) => ReadonlySet<unknown>): Analysis {
  const { users, reconciliations, trueDowns, pool, mix } = analysis;
  const without = <Item>(kind: GuardedKind, items: readonly Item[]): readonly Item[] =>
    items.filter((item) => !broken(kind).has(item));
  const isProven = mix !== null && !broken("proof").has(mix);
  const checked: Analysis = {
    ...analysis,
    users: users.map((user) => (broken("user").has(user) ? withoutCosts(user) : user)),
    reconciliations: reconciliations.map((one) => (broken("offering").has(one) ? withoutCounts(one) : one)),
    trueDowns: without("line", trueDowns),
    pool: without("rule", pool),
    mix: isProven ? mix : null,
    robustness: isProven ? analysis.robustness : null,
  };
  return withoutScenarios(checked, broken("scenario"));
}

/** Without As is, or without a best mix, there is nothing to compare or to recommend. */
function withoutScenarios(analysis: Analysis, broken: ReadonlySet<unknown>): Analysis {
  if (broken.size === 0) return analysis;
  const { asIs, recommended, ifAgreed, bridge, scenarios, moves, redeployments } = analysis;
  const lost = broken.has(asIs) || broken.has(recommended);
  // Its steps rest on As is at renewal prices, too.
  const isBridgeLost = lost || scenarios.some((one) => one.id === "as-is-renewal" && broken.has(one));
  return {
    ...analysis,
    scenarios: broken.has(asIs) ? [] : scenarios.filter((one) => !broken.has(one)),
    recommended: lost ? null : recommended,
    ifAgreed: lost ? null : ifAgreed,
    bridge: isBridgeLost ? null : bridge,
    mix: lost ? null : analysis.mix,
    robustness: lost ? null : analysis.robustness,
    moves: lost ? [] : moves,
    redeployments: lost ? [] : redeployments,
  };
}

const withoutCosts = (user: UserAnalysis): UserAnalysis => ({
  ...user,
  drawnTokens: null,
  flexTokens: null,
  currentCost: null,
  seatCost: null,
  flexCost: null,
  cost: null,
  saving: null,
  runnerUp: null,
});

const withoutCounts = (one: Reconciliation): Reconciliation => ({
  ...one,
  bought: null,
  assigned: null,
  active: null,
  needed: null,
  kept: null,
  variance: null,
  flagged: false,
  ...UNKNOWN_OVERAGE,
  trueUps: [],
  prorated: null,
  monthsOver: null,
  shelfware: null,
  shelfwareCost: null,
});
