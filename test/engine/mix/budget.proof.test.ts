import { expectProvenCheaply } from "./cheap-proof";
import { organisation } from "./organisation";

it("ten people in each of 30 teams are proven with hardly any of the budget, and six teams that share floors", () => {
  expectProvenCheaply(organisation(1, { users: 300, kinds: 300, pools: 30, volume: 0 }));
  expectProvenCheaply(organisation(1, { users: 60, kinds: 60, pools: 6, volume: 0, contracts: 2 }));
});
