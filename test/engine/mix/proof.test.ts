import { againstEveryMix, againstMilp, againstNativeSolvers, againstOverruling, ofEveryMix } from "./proofs";

// A sample of each proof; best-mix.proof.test.ts and milp.proof.test.ts have the whole.
againstEveryMix(40);
againstOverruling(20);
againstMilp({
  size: { users: 60, kinds: 15 },
  seeds: 3,
  sharedFloors: 2,
  volumeAndFloors: [5],
  growth: [1],
  users: [],
});
againstNativeSolvers(1);
ofEveryMix(10);
