import { at } from "../at";
import type { Context } from "../estate/context";
import type { PersonIndex, ProductIndex, Session } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import { grouped } from "../grouped";
import { tokens, type DayNumber, type Tokens } from "../units";
import { chargeWindows, WINDOW_MINUTES, type ChargeWindow } from "./charge-windows";

/** The UTC day of a moment in minutes since 1970. */
export const dayOfMinute = (minute: number): DayNumber => Math.floor(minute / WINDOW_MINUTES) as DayNumber;

/** One charge of a user and product, recomputed from launches (DOMAIN §2). */
export interface Charge {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly window: ChargeWindow<Session>;
  /** The UTC day of the charge. */
  readonly day: DayNumber;
  /** The sessions that ran inside the window, in order of their start, short launches included. */
  readonly sessions: readonly Session[];
  /** Whether a seat for the product pays for the day, so that it draws no tokens. */
  readonly onSeat: boolean;
  /** 0 on a seat; null if neither the log nor a rate says how many. */
  readonly tokens: Tokens | null;
  /** Whether the log states the tokens, or they are the rate of the day. */
  readonly basis: "exported" | "computed from launches";
}

/** The charges of one user and product, and the sessions from which they come. */
export interface SessionCharges {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  /** In order of their start. */
  readonly sessions: readonly Session[];
  readonly charges: readonly Charge[];
  /** Rows of the log that repeat a session; they count once. */
  readonly repeats: readonly Session[];
  /** The sessions with stated tokens that no charge holds, such as launches under 5 minutes. */
  readonly besides: readonly Session[];
}

/** The charges of all sessions, by user and product. */
export const sessionCharges = (context: Context): SessionCharges[] =>
  [...grouped(context.estate.sessions, ({ person, product }) => `${person} ${product}`).values()].map(
    (sessions) => chargesOf(sessions, context),
  );

function chargesOf(rows: readonly Session[], { estate, rates, holdings }: Context): SessionCharges {
  const { sessions, repeats } = withoutRepeats(rows);
  const { person, product } = at(sessions, 0);
  const name = at(estate.products, product);
  const windows = chargeWindows(sessions);
  const inside = sessionsIn(windows, sessions);
  const { ofWindow, besides } = statedTokens(windows, inside, sessions);
  const charges = windows.map((window, i): Charge => {
    const day = dayOfMinute(window.start);
    const onSeat = holdings.seatFor(person, name, day) !== undefined;
    const stated = at(ofWindow, i);
    const rate = tokensPerDay(rates, name, day);
    return {
      person,
      product,
      window,
      day,
      sessions: at(inside, i),
      onSeat,
      tokens: onSeat ? tokens(0) : (stated ?? (rate === undefined ? null : tokens(rate))),
      basis: stated === null ? "computed from launches" : "exported",
    };
  });
  return { person, product, sessions, charges, repeats, besides };
}

/** The sessions in order of their start, and the rows that repeat one: a log that was exported twice. */
function withoutRepeats(rows: readonly Session[]): Pick<SessionCharges, "sessions" | "repeats"> {
  const ordered = [...rows].sort((a, b) => a.start - b.start || a.end - b.end);
  const sessions: Session[] = [];
  const repeats: Session[] = [];
  const seen = new Set<string>();
  for (const row of ordered) {
    const { start, end, machine, version, tokens: stated } = row;
    const key = JSON.stringify([start, end, machine, version, stated]);
    (seen.has(key) ? repeats : sessions).push(row);
    seen.add(key);
  }
  return { sessions, repeats };
}

/** The sessions that run in each window. Both lists are in order of their start, so one pass suffices. */
function sessionsIn(windows: readonly ChargeWindow[], sessions: readonly Session[]): Session[][] {
  const inside = windows.map((): Session[] => []);
  let first = 0;
  for (const session of sessions) {
    while (first < windows.length && at(windows, first).start + WINDOW_MINUTES <= session.start) first++;
    for (let i = first; i < windows.length; i++) {
      const { start } = at(windows, i);
      if (start > session.start && start >= session.end) break;
      at(inside, i).push(session);
    }
  }
  return inside;
}

/**
 * The tokens that the sessions state, by window; null where no session in the window states any. What a session
 * states is what all its charges cost, so it is divided among them; a relaunch counts in the window that it falls into.
 */
function statedTokens(
  windows: readonly ChargeWindow<Session>[],
  inside: readonly (readonly Session[])[],
  sessions: readonly Session[],
): { readonly ofWindow: readonly (Tokens | null)[]; readonly besides: readonly Session[] } {
  const sums = windows.map((_, i): number | null =>
    at(inside, i).some((session) => session.tokens !== undefined) ? 0 : null,
  );
  const charged = grouped(windows.keys(), (i) => at(windows, i).by);
  const fallsInto = new Map<Session, number>();
  for (const [i, own] of inside.entries())
    for (const session of own) if (!fallsInto.has(session)) fallsInto.set(session, i);
  const besides: Session[] = [];
  for (const session of sessions) {
    if (session.tokens === undefined) continue;
    const falls = fallsInto.get(session);
    const own = charged.get(session) ?? (falls === undefined ? [] : [falls]);
    if (own.length === 0) besides.push(session);
    for (const i of own) sums[i]! += session.tokens / own.length;
  }
  return { ofWindow: sums.map((sum) => (sum === null ? null : tokens(sum))), besides };
}
