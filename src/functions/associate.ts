import { FUNCTIONS } from "./functions";

/** The script that Excel loads ties each id of functions.json to its function. */
for (const { name, call } of FUNCTIONS) CustomFunctions.associate(name, call);
