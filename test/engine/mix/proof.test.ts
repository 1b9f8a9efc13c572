import { againstEveryMix, againstMilp, againstOverruling, ofEveryMix } from "./proofs";

// A sample of each proof; best-mix.proof.test.ts has the whole.
againstEveryMix(100);
againstOverruling(60);
againstMilp({ seeds: 3, sharedFloors: 1, volumeAndFloors: [5], users: [] });
ofEveryMix(10);
