import { againstEveryMix, againstOverruling, ofEveryMix } from "./proofs";

// A sample of each proof; best-mix.proof.test.ts and milp.proof.test.ts have the whole, and mixed-integer programs.
againstEveryMix(40);
againstOverruling(20);
ofEveryMix(10);
