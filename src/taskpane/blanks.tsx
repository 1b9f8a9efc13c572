import { Button, Checkbox, makeStyles } from "@fluentui/react-components";
import { useState, useSyncExternalStore } from "react";
import type { SheetKey } from "../workbook/spec";
import type { Job } from "./job";

const useBlanksStyles = makeStyles({
  list: { display: "flex", flexDirection: "column" },
  add: { alignSelf: "start" },
});

/** The choice of blank tables to add to the workbook. */
export function BlankTables({ job }: { readonly job: Job }) {
  const styles = useBlanksStyles();
  const { blanks, doing } = useSyncExternalStore(job.watch, job.current);
  const [chosen, setChosen] = useState<readonly SheetKey[]>([]);
  const add = chosen.filter((key) => blanks.some((blank) => blank.key === key));
  return (
    <>
      <p>Tables for data that no export contains. Fill in what you have; blank sheets are ignored.</p>
      {blanks.length === 0 && <p>All tables are in the workbook.</p>}
      <div className={styles.list} role="group" aria-label="Blank tables">
        {blanks.map(({ key, name }) => (
          <Checkbox
            key={key}
            label={name}
            checked={chosen.includes(key)}
            onChange={(_, { checked }) =>
              setChosen(checked === true ? [...chosen, key] : chosen.filter((other) => other !== key))
            }
          />
        ))}
      </div>
      <Button
        className={styles.add}
        appearance="primary"
        disabled={doing !== null || add.length === 0}
        onClick={() => void job.addBlanks(add).then(() => setChosen([]))}
      >
        Add
      </Button>
    </>
  );
}
