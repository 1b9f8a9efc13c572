import { Field, Input, makeStyles, tokens as theme } from "@fluentui/react-components";
import { useState } from "react";
import { isoMonth } from "../engine/calendar";
import type { Ledger } from "../engine/pool/ledger";
import type { LedgerMonth } from "../engine/pool/ledger-book";
import type { PoolRisk } from "../engine/pool/pool-risk";
import { orderForCover, outcomeOf } from "../engine/pool/pool-spend";
import type { TokenPlan } from "../engine/pool/token-plan";
import { tokens, type Tokens } from "../engine/units";
import { counted, percentText, priceText, wholeNumber } from "../engine/wording";

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
  readonly plan: TokenPlan;
  readonly currency: string;
}

/**
 * The balance of the token packs month by month, and what an order leads to. Nothing where neither packs nor their use
 * are known.
 */
export function TokenCard({ plan: { ledger, noLedger, risk }, currency }: TokenCardProps) {
  const styles = useCardStyles();
  if (ledger === null && noLedger === null && risk === null) return null;
  return (
    <section aria-label="Tokens" className={styles.part}>
      <h2 className={styles.heading}>Tokens</h2>
      {noLedger !== null && <p className={styles.note}>The token balance is unknown: {noLedger}.</p>}
      {ledger && <BurnDown ledger={ledger} />}
      {risk && <WhatIf risk={risk} atMost={ledger !== null && ledger.unseen > 0} currency={currency} />}
    </section>
  );
}

/** Months before the forecast that the card shows. */
const MONTHS_SEEN = 6;

/** The last months before the forecast, and those of the forecast up to the first in which nothing is left. */
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
  readonly currency: string;
}

/** "What if I buy n" and "what if I want x % cover", for the coming twelve months. */
function WhatIf({ risk, atMost, currency }: WhatIfProps) {
  const styles = useCardStyles();
  const { use, terms } = risk;
  return (
    <>
      <p className={styles.note}>{basisText(risk, atMost)}</p>
      <Question
        label="What if I buy so many tokens?"
        hint={ordersText(risk)}
        answer={(text) => {
          const order = orderIn(text, risk);
          return order === null ? null : outcomeText(risk, order, currency);
        }}
      />
      <Question
        label="What if I want so many % cover?"
        hint="A number from 1 to 99: the chance that the tokens last."
        answer={(text) => {
          const share = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
          if (share < 1 || share > 99) return null;
          const order = orderForCover(use, terms, share / 100);
          return outcomeText(
            risk,
            order > 0 ? tokens(Math.max(order, smallestOrder(risk))) : order,
            currency,
          );
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

function Question({ label, hint, answer }: QuestionProps) {
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
function basisText(risk: PoolRisk, atMost: boolean): string {
  const { terms, isLeftKnown, use, forecastUse } = risk;
  const { left, topUp, lockOut } = terms;
  const load = Math.max(...use.levels) / Math.max(...forecastUse.levels);
  const most = atMost ? "at most " : "";
  return [
    isLeftKnown
      ? `An order now is for the next twelve months, on top of ${most}${counted(left, "token")} left that can be used.`
      : "An order now is for the next twelve months; tokens left today are unknown, and none are counted.",
    ...(Math.abs(load - 1) > 1e-9 ? [`The use counted with is ${percentText(load)} of the forecast.`] : []),
    `What is short is topped up at ${priceText(topUp.price)} a token.`,
    ...(lockOut.price === null ? ["Lock-outs are not counted, as what they cost is unknown."] : []),
  ].join(" ");
}

const smallestOrder = ({ terms: { packSize, smallest } }: PoolRisk): number =>
  Math.ceil(smallest / packSize) * packSize;

function ordersText(risk: PoolRisk): string {
  const from = smallestOrder(risk);
  const least = from > risk.terms.packSize ? `, from ${wholeNumber(from)} on` : "";
  return `A multiple of ${wholeNumber(risk.terms.packSize)}${least}, in digits only.`;
}

/** The most tokens that an order can be of. */
const MOST = 1e9;

/** The tokens that a field orders; null if the vendor does not sell so many. */
function orderIn(text: string, risk: PoolRisk): Tokens | null {
  const order = /^\d+$/.test(text) ? Number(text) : NaN;
  const isSold = order === 0 || (order >= smallestOrder(risk) && order <= MOST);
  return isSold && order % risk.terms.packSize === 0 ? tokens(order) : null;
}

function outcomeText({ use, terms }: PoolRisk, order: Tokens, currency: string): string {
  const { cost, cover, expectedSpend, expired } = outcomeOf(use, terms, order);
  return (
    `${counted(order, "token")} cost ${wholeNumber(cost)} ${currency} and last the twelve months with a chance of ` +
    `${percentText(cover)}. On average ${wholeNumber(expired)} of them end unused, and the twelve months cost ` +
    `${wholeNumber(expectedSpend)} ${currency}, top-ups included.`
  );
}
