import { Field, makeStyles, Select, tokens as theme } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import type { Estate } from "../engine/estate/estate";
import { clock, explainedCharge } from "../engine/waste/explained-charge";
import type { JudgedCharge } from "../engine/waste/judged-charges";
import type { Waste } from "../engine/waste/waste";
import { counted } from "../engine/wording";

const useChargeStyles = makeStyles({
  heading: { fontSize: theme.fontSizeBase400, marginBlock: theme.spacingVerticalS },
  part: { display: "grid", gap: theme.spacingVerticalS },
  note: { color: theme.colorNeutralForeground2, margin: 0 },
  steps: { margin: 0 },
});

export interface ChargeCardProps {
  readonly waste: Pick<Waste, "judged" | "hours" | "price">;
  readonly estate: Pick<Estate, "people" | "products" | "sources">;
}

/** More users and charges than this are in the Waste sheet. */
const MOST_CHOICES = 500;

/** How one charge came about: a user, a charge of the user, and the steps from its rows to its money. */
export function ChargeCard({ waste, estate }: ChargeCardProps) {
  const styles = useChargeStyles();
  const [user, chooseUser] = useState("");
  const [chosen, choose] = useState("");
  const users = useMemo(() => usersWithCharges(waste.judged, estate), [waste, estate]);
  if (waste.judged.length === 0) return null;
  const own = waste.judged.filter(({ charge }) => estate.people[charge.person]?.id === user);
  const charge = own.find((one) => keyOfCharge(one) === chosen);
  return (
    <section aria-label="Explain a charge" className={styles.part}>
      <h2 className={styles.heading}>Explain a charge</h2>
      <ChargeChoice
        label="User"
        value={user}
        choose={chooseUser}
        options={users.map((name) => [name, name])}
      />
      {own.length > 0 && (
        <ChargeChoice
          label="Charge"
          value={charge ? chosen : ""}
          choose={choose}
          options={own.map((one) => [keyOfCharge(one), chargeName(one, estate)])}
        />
      )}
      {charge && (
        <dl className={styles.steps}>
          {explainedCharge(charge, waste, estate).map(({ step, text }) => (
            <div key={step}>
              <dt>{step}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {Math.max(users.length, own.length) > MOST_CHOICES && (
        <p className={styles.note}>
          The lists have the first {counted(MOST_CHOICES, "entry", "entries")}; the Waste sheet has the
          others.
        </p>
      )}
    </section>
  );
}

interface ChargeChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly options: readonly (readonly [value: string, text: string])[];
}

const ChargeChoice = ({ label, value, choose, options }: ChargeChoiceProps) => (
  <Field label={label}>
    <Select value={value} onChange={(_, { value: next }) => choose(next)}>
      <option value="">choose</option>
      {options.slice(0, MOST_CHOICES).map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
    </Select>
  </Field>
);

const usersWithCharges = (judged: readonly JudgedCharge[], { people }: ChargeCardProps["estate"]): string[] =>
  [...new Set(judged.map(({ charge }) => people[charge.person]?.id ?? ""))].filter((id) => id !== "").sort();

const keyOfCharge = ({ charge }: JudgedCharge): string => `${charge.product} ${charge.window.start}`;

const chargeName = ({ charge }: JudgedCharge, { products }: ChargeCardProps["estate"]): string =>
  `${clock(charge.window.start)} ${products[charge.product] ?? ""}`;
