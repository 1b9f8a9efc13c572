import type { Analysis } from "../engine/analysis";
import type { Concession } from "../engine/renewal/concessions";

/** What to take into the room with the vendor. */
export const negotiationJson = ({ concessions }: Analysis) => ({
  concessions: concessions.map(concessionJson),
});

const concessionJson = ({ id, contract, ask, worth, basis, trade, say }: Concession) => ({
  id,
  contract,
  ask,
  worth,
  basis,
  trade,
  say,
});
