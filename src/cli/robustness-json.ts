import { isoOrNull } from "../engine/calendar";
import type { Analysis } from "../engine/analysis";
import { at } from "../engine/at";
import { JsonList } from "./json-pieces";
import type { RobustWindow, WindowMix } from "../engine/renewal/robustness";

/** The best mix on other months of use, the regret of each, and the users whose seats differ. */
export const robustnessJson = ({ robustness, users }: Analysis) =>
  robustness && {
    windows: robustness.windows.map(windowMixJson),
    changes: new JsonList(robustness.changes, ({ person, covers }) => ({
      user: at(users, person).user,
      covers: covers.map((cover) => cover && { seats: cover.seats, flex: cover.flex, used: cover.isUsed }),
    })),
  };

const windowMixJson = ({ months, days, first, last, isOfRun, unknown, best }: RobustWindow) => ({
  months,
  days,
  first: isoOrNull(first),
  last: isoOrNull(last),
  ofRun: isOfRun,
  unknown,
  best: best && bestJson(best),
});

const bestJson = (best: WindowMix) => ({
  cost: best.cost,
  gap: best.gap,
  seats: [...best.seats].map(([offering, seats]) => ({ offering, seats })),
  tokens: best.tokens,
  users: best.users,
  withoutUse: best.idle,
  changing: best.changing,
  regrets: best.regrets,
});
