import { againstEveryMix, againstOverruling, ofEveryMix } from "./proofs";

againstEveryMix(1000);
againstOverruling(300);
ofEveryMix(40);
