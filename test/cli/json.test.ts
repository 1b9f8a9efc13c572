import { JSON_VERSION, toJson } from "../../src/cli/json";
import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions } from "../../src/engine/assumptions";
import { addDays } from "../../src/engine/calendar";
import type { Estate, MeteredCharge, Session } from "../../src/engine/estate/estate";
import { fraction, rate, tokens } from "../../src/engine/units";
import type { Run } from "../../src/sheets/run";
import { day, daysOfUse, estateOf } from "../engine/estate-of";

/** Bob, the second by name, uses Revit, the second product, on two machines at once, over a night of March. */
const SESSIONS: readonly Session[] = [1, 2, 3].flatMap((date) =>
  ["PC-1", "PC-2"].map((machine): Session => {
    const start = (day("2026-03-01") + date * 3) * 1440 + 900;
    return { person: 1, product: 1, start, end: start + 1500, machine, origin: { source: 0, row: 2 + date } };
  }),
);

/** Charges of Bob on the first two and the last day of those nights. */
const METERED = [3, 4, 9].map((date): MeteredCharge => ({
  person: 1,
  product: 1,
  day: addDays(day("2026-03-01"), date),
  tokens: tokens(12),
  origin: { source: 0, row: date },
}));

/** An estate that fills every part of the answer: two token pools, price tiers, spare seats, seats beyond those bought. */
const ESTATE = estateOf({
  period: ["2025-11-01", "2026-10-31"],
  people: {
    "ann@x": { name: "Ann", department: "Design", team: "North" },
    "bob@x": { team: "North" },
    "cy@x": { team: "South" },
    "dee@x": { team: "South" },
    "eve@x": { critical: true },
  },
  use: [
    ...daysOfUse("ann@x", "Revit", "2026-01-01", 30, "seat"),
    ...daysOfUse("ann@x", "Revit", "2026-02-01", 4, "tokens", 10),
    ...daysOfUse("bob@x", "Revit", "2026-01-01", 150, "tokens", 10),
    ...daysOfUse("cy@x", "Revit", "2026-02-01", 90, "tokens", 10),
    ...daysOfUse("dee@x", "Revit", "2026-02-01", 20, "tokens", 10),
    ...daysOfUse("gus@x", "AutoCAD", "2026-01-01", 200, "tokens", 7),
  ],
  seats: [
    ["ann@x", "Revit", "2024-01-01"],
    ["eve@x", "AutoCAD", "2024-01-01"],
    ["fay@x", "AutoCAD", "2024-01-01"],
  ],
  bought: [
    ["Revit", 2, 2985, "C1", "2026-12-31"],
    ["AutoCAD", 1, 2030, "C1", "2026-12-31"],
    ["AutoCAD", 8, 2030, "C2", "2028-12-31"],
  ],
  rest: {
    holidays: [{ day: day("2026-05-01"), origin: { source: 0, row: 2 } }],
    sessions: SESSIONS,
    meteredCharges: METERED,
    conversions: [
      {
        from: "EUR",
        to: "USD",
        rows: 2,
        rate: { from: "EUR", to: "USD", rate: 1.1, asOf: day("2026-10-01"), reference: "bank" },
      },
      { from: "GBP", to: "USD", rows: 1, rate: null },
    ],
    // dee@x, the fourth by name, gets a seat although Flex costs less.
    decisions: new Map([
      [
        3,
        {
          text: "Revit",
          cover: ["Revit"],
          place: { file: "a.xlsx", sheet: "Users", row: 6, column: "Decision" },
        },
      ],
    ]),
    tokenTiers: [
      { minimum: tokens(100), unitPrice: rate(3), reference: "quote" },
      { minimum: tokens(5000), unitPrice: rate(2.7), reference: "quote" },
    ],
  },
});

const OF_TWO_COMPANIES: Estate = {
  ...ESTATE,
  subscriptions: ESTATE.subscriptions.map((line, i) => ({ ...line, company: i === 2 ? "East" : "West" })),
  contracts: [
    {
      contract: "C1",
      start: day("2026-01-01"),
      end: day("2026-12-31"),
      trueDownCap: fraction(0.05),
      origin: { source: 0, row: 2 },
    },
  ],
};

const RUN: Run = {
  analysis: analyse(
    OF_TWO_COMPANIES,
    day("2026-10-31"),
    { ...defaultAssumptions(), timeZone: "Europe/Berlin" },
    { swings: true },
  ),
  counts: [{ file: "a.csv", sheet: "a", kind: "Usage", rows: 3, used: 2, skipped: 1 }],
  issues: [{ severity: "error", code: "no-rows", message: "No rows.", rows: 1, file: "a.csv" }],
  references: new Map(),
  settingDoubts: [],
  statedAsOf: null,
  unrecognised: [],
};

/** The keys of every object in a JSON value, by its path; all objects at one path must have the same keys. */
function fieldsOf(value: unknown, path = "$", found: Record<string, string> = {}): Record<string, string> {
  if (Array.isArray(value)) for (const item of value) fieldsOf(item, `${path}[]`, found);
  else if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value).join(" ");
    expect([path, keys]).toEqual([path, found[path] ?? keys]);
    found[path] = keys;
    for (const [key, item] of Object.entries(value)) fieldsOf(item, `${path}.${key}`, found);
  }
  return found;
}

const COVER = "seats flex tokens";
const TIER = "minimum unitPrice reference";
const OUTCOME = "bought cost cover toppedUp expired lockedOutDays expectedSpend spendP10 spendP50 spendP90";

it("has exactly the fields that docs/json.md describes", () => {
  expect(JSON_VERSION).toBe("1.11");
  expect(fieldsOf(JSON.parse(toJson(RUN)))).toEqual({
    $:
      "version asOf currency exchangeRates window assumptions sources issues refusals users sharedCosts pool evidence statements " +
      "renewalLines calendar breakEven reconciliation trueDown rights scenarios ifVendorAgrees bridge mix robustness " +
      "concessions ownScenarios quotes termScenarios leftOutTerms leftOutVariants tornado quoteLines " +
      "redeployments moves whatIf doubleCoverage " +
      "useWithoutSeat untrackedProducts audit waste " +
      "harvest harvestByDepartment notices decisionLog reconciliationLog sinceLastRun reclaimedSoFar",
    "$.assumptions":
      "currency poolBuffer packSize tierKind smallestPurchase poolRule tokenPools seatTierKind " +
      "leastSaving keptSegments movesPerWeek seatUplift tokenUplift growth discountRate seatsFall rightPremium years " +
      "plannedJoiners peakBuffer averageBuffer season seasonBuffer offSeasonBuffer loadFactor " +
      "whatIfTokens wantedCover topUpPrice topUpMonths topUpDays lockOutPrice seed mostDryChance mostExpiring approvalLimit " +
      "quarterPointsLow quarterPointsHigh discountInside discountStandalone usageReportDays " +
      "datesAre lowConfidenceDays staleDays leastDays mostDays exportsComplete gapWorkdays wholeYearDays leastHolders " +
      "leastSeen manyHolders filteredProducts usualUnseen newDays dormantDays powerDays regularDays occasionalDays " +
      "activeDays occasionalActivityDays " +
      "harvestLoginDays harvestWindowDays harvestGraceDays harvestLatestDays harvestLow harvestHigh " +
      "varianceFlag trueUpMonths trueDownCap noticeDays preparationDays reviewDays " +
      "renewalOpensDays accessDays renewalClosesDays timeZone dayBegins dayEnds " +
      "workingDays shortMinutes sharedDays auditLetter auditDays discrepancyDays defenceCost " +
      "billingAccount invoiceIssuer extensionDays",
    "$.exchangeRates[]": "from to rate asOf reference rows",
    "$.calendar[]": "day kind of text standing",
    "$.breakEven[]": "product tokensPerDay seatPrice dayMore days daysWithBuffer lateSeat",
    "$.breakEven[].lateSeat": "days mostCost timesBest",
    "$.concessions[]": "id contract ask worth basis trade say",
    "$.harvest[]":
      "user department offering status action why lastUse loginDays busiestLoginDays daysPerMonth coveredDays " +
      "noticeDate reclaimDate reclaimBy nextHolder isLent annualCost paidUntil decision owner note noticeSent refused",
    "$.harvestByDepartment[]": "department seats counts saves",
    "$.harvestByDepartment[].counts": "keep monitor grace reclaim redeploy ask",
    "$.notices[]": "user to subject text",
    "$.decisionLog": "lines added leftOut",
    "$.decisionLog.added[]":
      "no asOf user department offering event status action lastUse loginDays why decision owner note noticeSent " +
      "reclaimDate nextHolder annualCost",
    "$.reconciliationLog": "lines added leftOut",
    "$.reconciliationLog.added[]":
      "no asOf of offering bought assigned active needed variance people tokens cost",
    "$.audit": "metered answerBy readiness settleBy gaps invoices documents",
    "$.audit.readiness": "score evidence",
    "$.audit.readiness.evidence[]": "what isThere share note",
    "$.audit.metered":
      "first last tokens accepted disputed unknown byReason entitled atPrice atList lines unmetered",
    "$.audit.metered.byReason[]": "reason lines tokens",
    "$.audit.metered.lines[]": "user product day tokens version machine status reason disputed why evidence",
    "$.audit.metered.lines[].evidence[]": "sheet row",
    "$.audit.metered.unmetered[]": "user product charged tokens",
    "$.waste": "log timeZone holidays price traps seatsForShort evidence rules leftOpen sharedAccounts rates",
    "$.waste.log": "first last days sessions charges tokens",
    "$.waste.holidays[]": "day name",
    "$.waste.traps[]":
      "trap charges users machines tokens money share shareOf usualLow usualHigh tokensAYear worthAYear unknown",
    "$.waste.evidence[]":
      "user product charged reason trap why minutes sessions onSeat tokens basis file sheet row",
    "$.waste.rules[]":
      "product charges tokens pausesWhenIdle pausesFromVersion sessionsWithoutVersion fewestCharges fewestTokens calendarDays calendarTokens",
    "$.waste.leftOpen": "charges people tokens saved",
    "$.waste.leftOpen.saved": "charges tokens",
    "$.waste.sharedAccounts[]": "user machines days",
    "$.waste.rates[]": "product users days shareOfDays tokens shareOfTokens alternative atMost",
    "$.doubleCoverage[]": "user product offering days tokens money",
    "$.issues[]": "severity code message file sheet row column rows",
    "$.bridge": "from to steps",
    "$.bridge.steps[]": "id name amount people seats tokens",
    "$.leftOutTerms[]": "name why",
    "$.mix":
      "total thresholds lowerBound gap beatenBy seats tokens tokenPrice tier offerings pools merging priceSteps",
    "$.mix.merging": "saving tokens",
    "$.mix.offerings[]": "offering assigned paid bought oneMore oneFewer priceRise listedLeast listedMost",
    "$.mix.pools[]": "pool users needed bought cost tokenPrice tier oneMore tenthMore edges dryChance use",
    "$.mix.pools[].use": "p10 p50 p90",
    "$.mix.pools[].edges[]": "tier more costs",
    "$.mix.pools[].edges[].tier": TIER,
    "$.mix.pools[].tier": TIER,
    "$.mix.priceSteps[]": "factor tokenPrice cost lowerBound held allFlex allSeats",
    "$.mix.seats": "AEC Collection AutoCAD AutoCAD LT Revit",
    "$.moves[]": "order user from to when day beginBy saving",
    "$.moves[].to": "seats flex",
    "$.pool":
      "tokenPrice effectiveTokenPrice year leastYear adjusted estimated rules rulesWithout monthly byProduct forecast ledger " +
      "noLedger ledgersByPool packsTogether merging monthlyNeed burn lastMonth plan risk chargeback budgets wholeMonths",
    "$.pool.chargeback": "from to price pricePaid byProduct byDepartment byProject byCostCentre",
    "$.pool.chargeback.byProduct[]": "name tokens lastYear users months",
    "$.pool.chargeback.byProduct[].months[]": "month tokens",
    "$.pool.chargeback.byDepartment[]": "name tokens lastYear users months",
    "$.pool.chargeback.byDepartment[].months[]": "month tokens",
    "$.pool.chargeback.byProject[]": "name tokens lastYear users months",
    "$.pool.chargeback.byProject[].months[]": "month tokens",
    "$.pool.chargeback.byCostCentre[]": "name tokens lastYear users months",
    "$.pool.chargeback.byCostCentre[].months[]": "month tokens",
    "$.pool.wholeMonths[]": "month tokens expected low90 high90",
    "$.pool.forecast": "basis seasonal months without",
    "$.pool.forecast.months[].parts": "base leaving joiners growth planned",
    "$.pool.forecast.months[]": "month expected low80 high80 low90 high90 parts",
    "$.pool.burn[]": "month drawn expected verdict product department",
    "$.pool.burn[].expected": "month expected low80 high80 low90 high90",
    "$.pool.lastMonth": "month drawn expected verdict product department",
    "$.pool.lastMonth.expected": "month expected low80 high80 low90 high90",
    "$.pool.byProduct[]": "product tokens",
    "$.pool.monthly[]": "month tokens covered",
    "$.pool.risk":
      "years use left toCome topUp lockOut buysOften strategies curve noSpend purchases lastQuarter insideAgreement",
    "$.pool.risk.purchases[]": "what orderBy tokens packs price cost approval nextTier",
    "$.pool.risk.purchases[].nextTier": "more costs price",
    "$.pool.risk.curve[]": OUTCOME,
    "$.pool.risk.lockOut": "days topUpTokens price tokensPerUserDay",
    "$.pool.risk.strategies[]": `strategy ${OUTCOME}`,
    "$.pool.risk.topUp": "tokens price",
    "$.pool.risk.use": "mean p10 p50 p90",
    "$.pool.rules[]": "rule tokens expectedExpired runOutRisk cost simulated",
    "$.pool.rules[].simulated": OUTCOME,
    "$.reconciliation[]":
      "offering bought assigned active needed kept variance flagged trueUpCost trueUpLow trueUpHigh " +
      "monthsOver monthsOverLow monthsOverHigh owed idle unsettled overagePrice overageBasis " +
      "overageCap proratedUntilRenewal trueUps shelfware shelfwareCost contractPrice unitPrice listPrice",
    "$.reconciliation[].trueUps[]":
      "wording inContract seatsLow seatsHigh seatMonthsLow seatMonthsHigh retroactiveLow retroactiveHigh forwardLow " +
      "forwardHigh reason",
    "$.redeployments[]": "offering from to tokens until tokensUntil moneyUntil",
    "$.robustness": "windows changes",
    "$.robustness.changes[]": "user covers",
    "$.robustness.changes[].covers[]": "seats flex used",
    "$.robustness.windows[]": "months days first last ofRun unknown best",
    "$.robustness.windows[].best": "cost gap seats tokens users withoutUse changing regrets",
    "$.robustness.windows[].best.seats[]": "offering seats",
    "$.scenarios[]": "id name seats tokensNeeded years total presentValue savingVsAsIs asks leftOut",
    "$.scenarios[].seats[]": "offering contract seats unitPrice listed uplift upliftCap committed new",
    "$.scenarios[].years[]": "year seats tokens tokenPrice cost tokenCost pools",
    "$.scenarios[].years[].pools[]": "needed tokens cost",
    "$.statements[]": "kind text certainty worth figure",
    "$.statements[].figure": "id value unit note",
    "$.renewalLines[]":
      "kind contract offering ends have renew drop add saving tellBy status certainty ifVendorAgrees",
    "$.sharedCosts[]": "kind offering pool text today recommended",
    "$.sources[]": "file sheet kind rows used skipped sha256",
    "$.tornado": "saving text swings unmoved",
    "$.tornado.swings[]": "name value lower higher step isGiven reference savingIfLower savingIfHigher",
    "$.trueDown[]":
      "contract offering bought droppable price saving renewal changes noticeDeadline noticeAssumed autoRenews " +
      "committedUntil sureSaving path",
    "$.rights": "lines years clauses needError clauseValues recovery merger terms",
    "$.rights.lines[]":
      "contract offering renewal cap capOf floor needed rebased surplus savedFirstYear saved savedByRebasing " +
      "monthlyCostOfDelay goesOn months costUntilThen costOfMissedNotice isMissed",
    "$.rights.years[]": "year needed without withRight rebased savedByRight savedByRebasing",
    "$.rights.clauses[]": "contract elements strength unknown changeFirst",
    "$.rights.clauses[].elements": "timing cap fee notice consent",
    "$.rights.clauses[].changeFirst": "element strength worth",
    "$.rights.clauseValues[]": "contract value low high futures",
    "$.rights.recovery": "bought shelfware droppable from to",
    "$.rights.merger[]":
      "offering owned together held inSeveral needed surplus surplusCost goes kept contracts",
    "$.rights.merger[].owned[]": "company seats",
    "$.rights.terms": "lines leftOut chances yearlyBeatsFixed flexibleBeatsFixed flexibleMeetsYearly",
    "$.rights.terms.chances[]": "chance yearly fixed flexible",
    "$.users[]":
      "user name department team products daysPerMonth segment activity lastUse confidence leaver " +
      "current usedWithoutSeat drawnTokens recommended bySeats flexTokens currentCost seatCost flexCost cost idleSeats " +
      "saving reasons pool decision runnerUp",
    "$.users[].bySeats": COVER,
    "$.users[].decision": "text used refused instead",
    "$.users[].decision.instead": "seats flex tokens more",
    "$.users[].idleSeats[]": "offering share",
    "$.users[].products[]": "product days drawn onFlex onSeats basis lastDay",
    "$.users[].recommended": COVER,
    "$.users[].runnerUp": "seats flex tokens more",
    "$.whatIf[]": "product daysPerMonth use tokensPerDay tokens onFlex onSeat crossing",
    "$.window": "first last baselineFirst",
  });
});
