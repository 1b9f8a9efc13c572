import { at } from "../at";
import { DAYS_PER_YEAR, isoDay } from "../calendar";
import type { Estate } from "../estate/estate";
import { times, type Money } from "../units";
import { counted, listed, wholeNumber } from "../wording";
import type { SharedAccount } from "./shared-accounts";
import type { Trap } from "./traps";
import type { SessionLog, Waste } from "./waste";

/** What to do about wasted tokens, in sentences without a full stop, where charges or rates show it. */
export function wasteActions(waste: Waste, estate: Estate): string[] {
  const [background, short] = [at(waste.traps, 0), at(waste.traps, 1)];
  return [
    ...backgroundText(background, waste.log),
    ...shortText(short, waste),
    ...leftOpenText(waste),
    ...waste.sharedAccounts.map((one) => sharedText(one, estate)),
    ...cheaperText(waste),
  ];
}

/** From less than a year of log the worth is taken to a year, which is said. */
function worthText(worth: Money | null, log: SessionLog | null): string {
  if (worth === null) return "";
  const isYear = log !== null && log.days >= DAYS_PER_YEAR;
  const basis = isYear || log === null ? "" : ` (taken to a year from ${counted(log.days, "day")})`;
  return `, worth ${wholeNumber(worth)} a year if so many fewer are bought${basis}`;
}

/** "210 tokens (630)"; the price only where it is known. */
const drawn = ({ tokens, money }: Pick<Trap, "tokens" | "money">): string =>
  tokens === null
    ? "an unknown number of tokens"
    : `${counted(tokens, "token")}${money === null ? "" : ` (${wholeNumber(money)})`}`;

function backgroundText(trap: Trap, log: SessionLog | null): string[] {
  const { charges, machines, worth } = trap;
  if (charges === null || charges === 0) return [];
  const on = machines === null || machines === 0 ? "" : ` on ${counted(machines, "machine")}`;
  return [
    `Stop what starts products in the background${on}: ${counted(charges, "charge")} drew ${drawn(trap)} while ` +
      `nobody worked${worthText(worth, log)}`,
  ];
}

function shortText(trap: Trap, { seatsForShort: seats, log }: Waste): string[] {
  const { charges, people, worth, worthTokens } = trap;
  if (charges === null || charges === 0 || people === null) return [];
  const seat = seats === 0 ? "" : `; the best mix gives ${wholeNumber(seats)} of them a seat`;
  const spared =
    worthTokens === null || worthTokens < 1
      ? ""
      : `; gathered on one day a week they would spare ${counted(worthTokens, "token")} a year${worthText(worth, log)}`;
  return [
    `${counted(charges, "short day")} of ${counted(people, "user")} drew ${drawn(trap)}${spared}${seat}`,
  ];
}

function leftOpenText({ leftOpen, price, hours, withoutZone, log }: Waste): string[] {
  if (log !== null && withoutZone > 0)
    return [
      hours.site === null
        ? 'Set the assumption "Time zone": without it nobody can tell which use was outside business hours'
        : `Correct the Time zone of ${counted(withoutZone, "user")}: it is not known which of their use was outside ` +
          "business hours",
    ];
  const saved = leftOpen?.saved ?? null;
  if (leftOpen === null || saved === null || saved.charges === 0) return [];
  const money = saved.tokens === null || price === null ? null : times(price, saved.tokens);
  return [
    `Close products at night: of ${counted(leftOpen.charges, "charge")} that fell due while a product was open, ` +
      `closing at 23:59 would have saved ${wholeNumber(saved.charges)}, ${drawn({ tokens: saved.tokens, money })}`,
  ];
}

function sharedText({ person, machines, days }: SharedAccount, { people }: Estate): string {
  const [first, last] = [at(days, 0), at(days, days.length - 1)];
  return (
    `${at(people, person).id} was used on ${listed(machines)} at the same time on ${counted(days.length, "day")} ` +
    `(${isoDay(first)} to ${isoDay(last)}): do several people share the account?`
  );
}

const cheaperText = ({ rates, price }: Waste): string[] =>
  rates.flatMap(({ product, alternative, atMost, people }) =>
    alternative === null || atMost === null || atMost < 1
      ? []
      : [
          `If ${alternative} serves the ${counted(people.size, "user")} of ${product} on Flex, it spares at most ` +
            `${counted(atMost, "token")} a year${price === null ? "" : ` (${wholeNumber(atMost * price)})`}`,
        ],
  );
