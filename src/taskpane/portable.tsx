import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";
import { counted } from "../engine/wording";
import type { Job } from "./job";

const usePortableStyles = makeStyles({
  heading: { fontSize: tokens.fontSizeBase400, marginBlock: tokens.spacingVerticalS },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** Prepares workbooks for people without the add-in: LAMBDA names instead of functions, or values. */
export function PortableSection({ job }: { readonly job: Job }) {
  const styles = usePortableStyles();
  const { doing, toFreeze } = useSyncExternalStore(job.watch, job.current);
  const busy = doing !== null;
  return (
    <section aria-label="Portable">
      <h2 className={styles.heading}>Compute without the add-in</h2>
      <p>
        Stores the functions that this workbook uses as names in it (SW_FLEXCOST and so on), and makes the
        formulas use the names. Excel 2024 and 365 can then compute them without Seatwise.
      </p>
      <Button appearance="primary" disabled={busy} onClick={() => void job.makePortable()}>
        Make formulas portable
      </Button>
      <h2 className={styles.heading}>Freeze to values</h2>
      <p>
        Replaces the formulas that use the functions by their values, for every other spreadsheet program.
      </p>
      {toFreeze === null ? (
        <Button disabled={busy} onClick={() => void job.countFreeze()}>
          Freeze...
        </Button>
      ) : (
        <>
          <p>
            {counted(toFreeze.formulas, "formula")} in {counted(toFreeze.cells, "cell")} will become values
            that no longer follow their inputs.
          </p>
          <div className={styles.row}>
            <Button appearance="primary" disabled={busy} onClick={() => void job.freeze()}>
              Freeze {counted(toFreeze.cells, "cell")}
            </Button>
            <Button disabled={busy} onClick={() => job.keepFormulas()}>
              Keep the formulas
            </Button>
          </div>
        </>
      )}
      <p>Sheets that Seatwise writes contain only native formulas and need neither.</p>
    </section>
  );
}
