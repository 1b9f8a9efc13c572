import { againstEveryMix, againstMilp, againstOverruling, ofEveryMix } from "./proofs";

againstEveryMix(1000);
againstOverruling(300);
againstMilp({
  size: { users: 200, kinds: 40 },
  seeds: 50,
  sharedFloors: 16,
  volumeAndFloors: [5, 13, 15],
  users: [1000, 5000],
});
ofEveryMix(40);
