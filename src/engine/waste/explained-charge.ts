import { at } from "../at";
import type { Estate, Session } from "../estate/estate";
import type { TokenPrice } from "../units";
import { WINDOW_MINUTES } from "../usage/charge-windows";
import { counted, priceText, wholeNumber } from "../wording";
import type { JudgedCharge } from "./judged-charges";
import type { Waste } from "./waste";

/** How one charge came about, step by step (DOMAIN §2): each with its name and a text without a full stop. */
export interface ChargeStep {
  readonly step: "Rows" | "Window" | "Rule" | "Tokens" | "Money" | "Waste";
  readonly text: string;
}

/** Sessions that a step names one by one. */
const MOST_SESSIONS = 6;

/** The steps from the rows of the session log to the money of a charge. */
export function explainedCharge(
  { charge, trap, why }: JudgedCharge,
  { hours, price }: Pick<Waste, "hours" | "price">,
  estate: Pick<Estate, "sources">,
): ChargeStep[] {
  const { sessions, window } = charge;
  const named = sessions.slice(0, MOST_SESSIONS).map((session) => sessionText(session, estate));
  const more = sessions.length - named.length;
  const own = hours.of(charge.person);
  const local = own === null ? "" : `, ${clock(own.local(window.start))} in ${own.zone}`;
  return [
    { step: "Rows", text: [...named, ...(more > 0 ? [counted(more, "more row")] : [])].join("; ") },
    {
      step: "Window",
      text: `24 hours from ${clock(window.start)} to ${clock(window.start + WINDOW_MINUTES)} UTC${local}`,
    },
    {
      step: "Rule",
      text:
        window.reason === "launch"
          ? "launched outside any window, so 24 hours begin"
          : "still open when its 24 hours ended, so 24 more begin",
    },
    { step: "Tokens", text: tokensText(charge) },
    ...(charge.onSeat ? [] : [{ step: "Money" as const, text: moneyText(charge.tokens, price) }]),
    ...(trap === null ? [] : [{ step: "Waste" as const, text: `${WASTE_WORDS[trap]}: ${why}` }]),
  ];
}

const WASTE_WORDS = { background: "background use", short: "short day" } as const;

/** "2026-03-02 08:00" */
export const clock = (minute: number): string =>
  new Date(minute * 60_000).toISOString().slice(0, 16).replace("T", " ");

function sessionText(
  { start, end, version, machine, origin }: Session,
  { sources }: Pick<Estate, "sources">,
): string {
  const place = `row ${origin.row} of ${at(sources, origin.source).sheet}`;
  const ran = version === undefined ? "" : `, version ${version}`;
  return `${place}: ${clock(start)} to ${clock(end)}${ran}${machine === undefined ? "" : `, on ${machine}`}`;
}

function tokensText({ onSeat, tokens, basis }: JudgedCharge["charge"]): string {
  if (onSeat) return "none: the user holds a seat for the product";
  if (tokens === null) return "unknown: neither the log nor a rate says how many";
  return `${counted(tokens, "token")}, ${basis === "exported" ? "as the log states" : "the rate of a day"}`;
}

function moneyText(amount: JudgedCharge["charge"]["tokens"], price: TokenPrice | null): string {
  if (amount === null || price === null)
    return `unknown: ${price === null ? "the price of a token" : "the number of tokens"} is not known`;
  return `${wholeNumber(amount * price)}, at ${priceText(price)} a token`;
}
