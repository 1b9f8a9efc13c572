import { FUNCTIONS } from "./functions";
import { limitsInWords } from "./kinds";
import type { Parameter } from "./parameters";

/** The content of functions.json, which tells Excel the functions; `address` is the host of their help. */
export const metadataAt = (address: string) => ({
  // Errors arrive as objects too. `allowErrorForDataTypeAny`, made for them, crashes Excel LTSC 2021.
  allowCustomDataForDataTypeAny: true,
  functions: FUNCTIONS.map(({ name, description, parameters }) => ({
    description,
    helpUrl: `${address}/help/${name.toLowerCase()}.html`,
    id: name,
    name,
    parameters: parameters.map(parameterMetadata),
    result: { dimensionality: "matrix" },
  })),
});

/** Every argument is a range of anything: the functions check it, with better sentences than Excel's. */
const parameterMetadata = (parameter: Parameter<unknown>) => {
  const { name, meaning, leftOut } = parameter;
  const otherwise = leftOut === undefined ? "" : `; ${leftOut} if left out`;
  return {
    description: `${meaning}${limitsInWords(parameter)}${otherwise}`,
    dimensionality: "matrix",
    name,
    ...(leftOut !== undefined && { optional: true }),
    type: "any",
  };
};
