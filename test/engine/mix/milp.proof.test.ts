import { againstMilp, againstNativeSolvers, upTo } from "./proofs";

againstMilp({
  size: { users: 200, kinds: 40 },
  seeds: 50,
  sharedFloors: 16,
  volumeAndFloors: [5, 13, 15],
  growth: upTo(4),
  users: [1000, 5000],
});
againstNativeSolvers(5);
