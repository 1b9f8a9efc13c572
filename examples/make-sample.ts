import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { designFirm } from "./sample/design-firm";

writeFileSync(join(__dirname, "design-firm.xlsx"), designFirm());
