import { at } from "../at";
import { least, minus, most, plus, scale, tokens, total, type DayNumber, type Tokens } from "../units";
import type { LedgerPack } from "./ledger-packs";

/** Less of a token than this is noise of fractions that were added up. */
export const NOISE = 0.01;

/** Without the noise of binary fractions. */
export const withoutNoise = (amount: Tokens): Tokens => tokens(Math.round(amount * 1e6) / 1e6);

/** What decides when a pack burns: its first day, its last day of use, and its tokens. */
export type Burnable = Pick<LedgerPack, "purchased" | "lastDay" | "tokens">;

/** A pack as it burns. `used` + `moved` + `expired` + `left` are its tokens once it is bought. */
export interface BurningPack<Pack extends Burnable = LedgerPack> {
  readonly pack: Pack;
  left: Tokens;
  used: Tokens;
  /** Tokens that left the pool by a move or a merge. */
  moved: Tokens;
  expired: Tokens;
}

/** What a day changed. */
export interface DayBurn {
  readonly bought: Tokens;
  readonly expired: Tokens;
  readonly moved: Tokens;
  /** Drawn from packs; below 0 for tokens given back to them. */
  readonly paid: Tokens;
  /** Drawn, and paid by no pack. */
  readonly short: Tokens;
}

/**
 * The tokens of packs as they burn, day after day: the pack that ends first before the others, of two the smaller.
 * Each day takes time for the packs that change on it, not for all.
 */
export class Burn<Pack extends Burnable = LedgerPack> {
  /** Drawn, moved away, and given back, each without a known pack for it. */
  beyond = tokens(0);
  movedBeyond = tokens(0);
  creditedBeyond = tokens(0);

  private constructor(
    /** In the order in which they burn. */
    readonly packs: readonly BurningPack<Pack>[],
    /** The places of the packs in the order of purchase, and how many of them are bought so far. */
    private readonly byPurchase: readonly number[],
    private bought: number,
    /** The places of the packs with tokens left, in the order in which they burn. */
    private readonly running: number[],
    /** The places of the packs that were used and have not ended, in the same order. */
    private readonly burnt: number[],
  ) {}

  static of<Pack extends Burnable>(packs: readonly Pack[]): Burn<Pack> {
    const none = { left: tokens(0), used: tokens(0), moved: tokens(0), expired: tokens(0) };
    const inOrder = [...packs]
      .sort((a, b) => a.lastDay - b.lastDay || a.tokens - b.tokens || a.purchased - b.purchased)
      .map((pack): BurningPack<Pack> => ({ pack, ...none }));
    const byPurchase = inOrder
      .map((_, place) => place)
      .sort((a, b) => at(inOrder, a).pack.purchased - at(inOrder, b).pack.purchased || a - b);
    return new Burn<Pack>(inOrder, byPurchase, 0, [], []);
  }

  copy(): Burn<Pack> {
    const packs = this.packs.map((one) => ({ ...one }));
    const copy = new Burn<Pack>(packs, this.byPurchase, this.bought, [...this.running], [...this.burnt]);
    copy.beyond = this.beyond;
    copy.movedBeyond = this.movedBeyond;
    copy.creditedBeyond = this.creditedBeyond;
    return copy;
  }

  /** Takes the next day: packs are bought, packs end, tokens are moved away, tokens are drawn or given back. */
  take(day: DayNumber, drawn: Tokens, moved = tokens(0)): DayBurn {
    const bought = this.buy(day);
    const expired = this.expire(day);
    const missing = this.draw(moved, "moved");
    const short = this.draw(drawn, "used");
    const back = most(scale(drawn, -1), tokens(0));
    const credited = this.credit(back);
    const paid = back > 0 ? scale(credited, -1) : withoutNoise(minus(drawn, short));
    this.beyond = plus(this.beyond, short);
    this.movedBeyond = plus(this.movedBeyond, missing);
    this.creditedBeyond = withoutNoise(plus(this.creditedBeyond, minus(back, credited)));
    return { bought, expired, moved: minus(moved, missing), paid, short };
  }

  /** The tokens that are left. */
  balance(): Tokens {
    return total(this.running.map((place) => at(this.packs, place).left));
  }

  private buy(day: DayNumber): Tokens {
    let sum = tokens(0);
    for (; this.bought < this.byPurchase.length; this.bought++) {
      const place = at(this.byPurchase, this.bought);
      const one = at(this.packs, place);
      if (one.pack.purchased > day) break;
      one.left = one.pack.tokens;
      sum = plus(sum, one.left);
      insert(this.running, place);
    }
    return sum;
  }

  private expire(day: DayNumber): Tokens {
    let [sum, ended] = [tokens(0), 0];
    for (const place of this.running) {
      const one = at(this.packs, place);
      if (one.pack.lastDay >= day) break;
      sum = plus(sum, one.left);
      one.expired = one.left;
      one.left = tokens(0);
      ended++;
    }
    this.running.splice(0, ended);
    const over = this.burnt.findIndex((place) => at(this.packs, place).pack.lastDay >= day);
    this.burnt.splice(0, over < 0 ? this.burnt.length : over);
    return sum;
  }

  /** Takes tokens from the packs in their order; returns the tokens that are missing. */
  private draw(amount: Tokens, as: "used" | "moved"): Tokens {
    let [open, empty] = [amount, 0];
    for (const place of this.running) {
      if (open <= 0) break;
      const one = at(this.packs, place);
      const taken = least(one.left, open);
      if (as === "used" && taken > 0) insert(this.burnt, place);
      one.left = withoutNoise(minus(one.left, taken));
      one[as] = withoutNoise(plus(one[as], taken));
      open = withoutNoise(minus(open, taken));
      if (one.left > 0) break;
      empty++;
    }
    this.running.splice(0, empty);
    return tokens(Math.max(open, 0));
  }

  /** Gives tokens back to running packs that burnt, in their order: no more than was drawn. Returns how many. */
  private credit(amount: Tokens): Tokens {
    let [open, whole] = [amount, 0];
    for (const place of this.burnt) {
      if (open <= 0) break;
      const one = at(this.packs, place);
      const back = least(open, one.used);
      if (one.left === 0) insert(this.running, place);
      one.left = withoutNoise(plus(one.left, back));
      one.used = withoutNoise(minus(one.used, back));
      open = withoutNoise(minus(open, back));
      if (one.used > 0) break;
      whole++;
    }
    this.burnt.splice(0, whole);
    return minus(amount, open);
  }
}

/** Puts a place into a list of places in order, once. */
function insert(places: number[], place: number): void {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(places, middle) < place) low = middle + 1;
    else high = middle;
  }
  if (places[low] !== place) places.splice(low, 0, place);
}
