import { Field, Input, makeStyles, Select, tokens as theme } from "@fluentui/react-components";
import { useState } from "react";
import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";
import { isoMonth } from "../engine/calendar";
import type { Ledger } from "../engine/pool/ledger";
import type { LedgerMonth } from "../engine/pool/ledger-book";
import type { PoolRisk } from "../engine/pool/pool-risk";
import { isSold, orderForCover, outcomeOf, smallestOrder } from "../engine/pool/pool-spend";
import { toComeText, topUpText } from "../engine/pool/purchase-texts";
import type { PoolPlan } from "../engine/pool/token-plan";
import { tokens, type Tokens } from "../engine/units";
import { counted, percentText, wholeNumber } from "../engine/wording";
import type { PaneTokens } from "./pane-answer";

const useCardStyles = makeStyles({
  heading: { fontSize: theme.fontSizeBase400, marginBlock: theme.spacingVerticalS },
  part: { display: "grid", gap: theme.spacingVerticalS },
  table: { borderCollapse: "collapse", width: "100%" },
  cell: {
    fontWeight: "normal",
    paddingInlineEnd: theme.spacingHorizontalS,
    textAlign: "start",
    whiteSpace: "nowrap",
  },
  figure: {
    fontWeight: "normal",
    fontVariantNumeric: "tabular-nums",
    paddingInlineEnd: theme.spacingHorizontalS,
    textAlign: "end",
    whiteSpace: "nowrap",
  },
  bar: { width: "50%" },
  seen: { fill: theme.colorBrandBackground },
  forecast: { fill: theme.colorNeutralForeground4 },
  note: { color: theme.colorNeutralForeground2, margin: 0 },
  answer: { margin: 0 },
});

interface TokenCardProps {
  readonly plan: PaneTokens;
  readonly currency: string;
}

/**
 * The balance of the token packs month by month, and what an order leads to. Nothing where neither packs nor their use
 * are known.
 */
export function TokenCard({ plan: { ledger, noLedger, pools, risk }, currency }: TokenCardProps) {
  const styles = useCardStyles();
  const [chosen, choose] = useState("");
  if (ledger === null && noLedger === null && risk === null) return null;
  const own = pools.find(({ pool }) => pool === chosen);
  const shown = own ?? { ledger, risk };
  return (
    <section aria-label="Tokens" className={styles.part}>
      <h2 className={styles.heading}>Tokens</h2>
      {noLedger !== null && <p className={styles.note}>The token balance is unknown: {noLedger}.</p>}
      {pools.length > 0 && <PoolChoice pools={pools} chosen={own?.pool ?? ""} choose={choose} />}
      {shown.ledger && <BurnDown ledger={shown.ledger} />}
      {shown.risk ? (
        <WhatIfCard
          risk={shown.risk}
          atMost={shown.ledger !== null && shown.ledger.unseen > 0}
          pools={own ? 0 : pools.length}
          currency={currency}
        />
      ) : (
        own && <p className={styles.note}>No use of this pool is forecast, so nothing is planned for it.</p>
      )}
    </section>
  );
}

interface PoolChoiceProps {
  readonly pools: readonly PoolPlan[];
  /** The name of the pool that is shown; "" for all. */
  readonly chosen: string;
  readonly choose: (pool: string) => void;
}

const PoolChoice = ({ pools, chosen, choose }: PoolChoiceProps) => (
  <Field label="Tokens of">
    <Select value={chosen} onChange={(_, { value }) => choose(value)}>
      <option value="">all pools together</option>
      {pools.map(({ pool }) => (
        <option key={pool} value={pool}>
          {pool}
        </option>
      ))}
    </Select>
  </Field>
);

/** Months before the forecast that the card shows. */
const MONTHS_SEEN = 6;

/** The last months before the forecast, and the forecast months up to the first with nothing left. */
function shownMonths(months: readonly LedgerMonth[]): readonly LedgerMonth[] {
  const ahead = months.findIndex(({ isForecast }) => isForecast);
  const today = ahead < 0 ? months.length : ahead;
  const emptied = months.map(({ closed }) => closed > 0).lastIndexOf(true) + 1;
  return months.slice(Math.max(today - MONTHS_SEEN, 0), Math.max(emptied + 1, today));
}

/** The balance at the end of each month. */
function BurnDown({ ledger: { months, unseen } }: { readonly ledger: Ledger }) {
  const styles = useCardStyles();
  const shown = shownMonths(months);
  const highest = Math.max(...shown.map(({ closed }) => closed), 1);
  return (
    <>
      <table className={styles.table} aria-label="Token balance">
        <thead>
          <tr>
            <th scope="col" className={styles.cell}>
              End of
            </th>
            <th scope="col" className={styles.figure}>
              {unseen > 0 ? "Left at most" : "Left"}
            </th>
            <td className={styles.bar} />
          </tr>
        </thead>
        <tbody>
          {shown.map((month) => (
            <BalanceRow key={month.month} month={month} highest={highest} />
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        {shown.some(({ isForecast }) => isForecast) && "* Forecast, in whole or in part. "}
        {shown.length < months.length && "The Token plan sheet has the other months."}
      </p>
    </>
  );
}

function BalanceRow({ month, highest }: { readonly month: LedgerMonth; readonly highest: number }) {
  const styles = useCardStyles();
  const { closed, isForecast } = month;
  return (
    <tr>
      <th scope="row" className={styles.cell}>
        {isoMonth(month.month)}
        {isForecast && " *"}
      </th>
      <td className={styles.figure}>{wholeNumber(closed)}</td>
      <td className={styles.bar}>
        <svg width="100%" height="10" aria-hidden="true">
          <rect
            className={isForecast ? styles.forecast : styles.seen}
            width={`${(100 * closed) / highest}%`}
            height="10"
          />
        </svg>
      </td>
    </tr>
  );
}

interface WhatIfProps {
  readonly risk: PoolRisk;
  /** Whether the tokens left are an upper bound. */
  readonly atMost: boolean;
  /** How many pools the packs are apart in, where an order is for all of them. */
  readonly pools: number;
  readonly currency: string;
}

/** "What if I buy n" and "what if I want x % cover", for the coming twelve months. */
function WhatIfCard({ risk, atMost, pools, currency }: WhatIfProps) {
  const styles = useCardStyles();
  const { use, terms } = risk;
  return (
    <>
      <p className={styles.note}>{basisText(risk, { atMost, pools })}</p>
      <CardQuestion
        label="What if I buy so many tokens?"
        hint={ordersText(risk)}
        answer={(text) => {
          const order = orderIn(text, risk);
          return order === null ? null : outcomeText(risk, order, currency);
        }}
      />
      <CardQuestion
        label="What if I want so many % cover?"
        hint={`A number from ${100 * LEAST_COVER} to ${100 * MOST_COVER}: the chance that the tokens last.`}
        answer={(text) => {
          const cover = /^\d+(\.\d+)?$/.test(text) ? Number(text) / 100 : 0;
          if (cover < LEAST_COVER || cover > MOST_COVER) return null;
          return outcomeText(risk, orderForCover(use, terms, cover), currency);
        }}
      />
    </>
  );
}

interface QuestionProps {
  readonly label: string;
  /** What can be typed. */
  readonly hint: string;
  /** Null if that cannot be answered. */
  readonly answer: (text: string) => string | null;
}

function CardQuestion({ label, hint, answer }: QuestionProps) {
  const styles = useCardStyles();
  const [typed, setTyped] = useState("");
  const text = typed.trim();
  const found = text === "" ? null : answer(text);
  const isRefused = text !== "" && found === null;
  return (
    <>
      <Field label={label} {...(isRefused ? { validationMessage: hint } : { hint })}>
        <Input inputMode="decimal" value={typed} onChange={(_, { value }) => setTyped(value)} />
      </Field>
      <p className={styles.answer} aria-live="polite">
        {found}
      </p>
    </>
  );
}

/** What the answers count with. */
function basisText(risk: PoolRisk, { atMost, pools }: Pick<WhatIfProps, "atMost" | "pools">): string {
  const { terms, isLeftKnown, toCome, load, noSpend } = risk;
  const { left, topUp, lockOut } = terms;
  const most = atMost ? "at most " : "";
  return [
    isLeftKnown
      ? `An order now is for the next twelve months, on top of ${most}${counted(left, "token")} left that can be used.`
      : "An order now is for the next twelve months; tokens left today are unknown, and none are counted.",
    ...(pools > 1
      ? [
          `It is for all ${wholeNumber(pools)} pools together, as if they were one; choose a pool for its own.`,
        ]
      : []),
    ...(toCome === null ? [] : [`It counts ${toComeText(toCome)}.`]),
    ...(load !== 1 ? [`The use counted with is ${percentText(load)} of the forecast.`] : []),
    `What is short is topped up at ${topUpText(topUp)} a token.`,
    ...(lockOut.price === null && noSpend === null
      ? ["Lock-outs are not counted, as what they cost is unknown."]
      : noSpend === null
        ? [`A lock-out of ${counted(lockOut.days, "day")} is counted each time the pool runs dry.`]
        : [`What a year costs is unknown: ${noSpend}.`]),
  ].join(" ");
}

function ordersText({ terms }: PoolRisk): string {
  const from = smallestOrder(terms);
  const least = from > terms.packSize ? `, from ${wholeNumber(from)} on` : "";
  return `A multiple of ${wholeNumber(terms.packSize)}${least}, in digits only.`;
}

const [, MOST_TOKENS] = DEFAULT_ASSUMPTIONS.whatIfTokens.accepts.number;
const [LEAST_COVER, MOST_COVER] = DEFAULT_ASSUMPTIONS.wantedCover.accepts.number;

/** The tokens that a field orders; null if the vendor does not sell so many. */
function orderIn(text: string, { terms }: PoolRisk): Tokens | null {
  const order = /^\d+$/.test(text) ? Number(text) : NaN;
  return order <= MOST_TOKENS && isSold(order, terms) ? tokens(order) : null;
}

function outcomeText({ use, terms }: PoolRisk, order: Tokens, currency: string): string {
  const { cost, cover, expectedSpend, expired } = outcomeOf(use, terms, order);
  return (
    `${counted(order, "token")} cost ${wholeNumber(cost)} ${currency} and last the twelve months with a chance of ` +
    `${percentText(cover)}. On average ${wholeNumber(expired)} of them end unused` +
    (expectedSpend === null
      ? "; what the twelve months cost is unknown."
      : `, and the twelve months cost ${wholeNumber(expectedSpend)} ${currency}, top-ups included.`)
  );
}
