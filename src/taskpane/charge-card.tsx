import { Field, makeStyles, Select, tokens as theme } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { counted } from "../engine/wording";
import { MOST_CHOICES, type ChargedUsers, type UserCharges } from "./explained-charges";

const useChargeStyles = makeStyles({
  heading: { fontSize: theme.fontSizeBase400, marginBlock: theme.spacingVerticalS },
  part: { display: "grid", gap: theme.spacingVerticalS },
  note: { color: theme.colorNeutralForeground2, margin: 0 },
  steps: { margin: 0 },
});

/** Asks for the charges of a user; null where they cannot be explained. */
export type Explain = (user: string) => Promise<UserCharges | null>;

interface ChargeCardProps {
  readonly users: ChargedUsers;
  readonly explain: Explain;
}

/** How one charge came about: a user, a charge of the user, and the steps from its rows to its money. */
export function ChargeCard({ users, explain }: ChargeCardProps) {
  const styles = useChargeStyles();
  const [user, chooseUser] = useState("");
  const [chosen, choose] = useState("");
  const own = useCharges(user, explain);
  if (users.all === 0) return null;
  const charge = own.first.find(({ name }) => name === chosen);
  return (
    <section aria-label="Explain a charge" className={styles.part}>
      <h2 className={styles.heading}>Explain a charge</h2>
      <ChargeChoice label="User" value={user} choose={chooseUser} options={users.first} />
      {own.all > 0 && (
        <ChargeChoice
          label="Charge"
          value={charge ? chosen : ""}
          choose={choose}
          options={own.first.map(({ name }) => name)}
        />
      )}
      {charge && (
        <dl className={styles.steps}>
          {charge.steps.map(({ step, text }) => (
            <div key={step}>
              <dt>{step}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {Math.max(users.all, own.all) > MOST_CHOICES && (
        <p className={styles.note}>
          The lists have the first {counted(MOST_CHOICES, "entry", "entries")}; the Waste sheet has the
          others.
        </p>
      )}
    </section>
  );
}

const NO_CHARGES: UserCharges = { first: [], all: 0 };

/** The charges of a user; none until they have come, and for no user. */
function useCharges(user: string, explain: Explain): UserCharges {
  const [come, setCome] = useState<{ readonly user: string; readonly charges: UserCharges }>();
  useEffect(() => {
    let isWanted = true;
    if (user !== "")
      void explain(user).then((charges) => {
        if (isWanted) setCome({ user, charges: charges ?? NO_CHARGES });
      });
    return () => {
      isWanted = false;
    };
    // A new answer makes a new card; `explain` asks the same job.
  }, [user]);
  return come?.user === user ? come.charges : NO_CHARGES;
}

interface ChargeChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly options: readonly string[];
}

const ChargeChoice = ({ label, value, choose, options }: ChargeChoiceProps) => (
  <Field label={label}>
    <Select value={value} onChange={(_, { value: next }) => choose(next)}>
      <option value="">choose</option>
      {options.map((text) => (
        <option key={text} value={text}>
          {text}
        </option>
      ))}
    </Select>
  </Field>
);
