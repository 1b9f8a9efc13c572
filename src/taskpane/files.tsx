import { Field, makeStyles, Title3, tokens } from "@fluentui/react-components";
import type { Job } from "./job";

const useFilesStyles = makeStyles({ choice: { display: "block", marginBlock: tokens.spacingVerticalS } });

/** The choice of files, in a browser without Excel. */
export function FileChoice({ job }: { readonly job: Job }) {
  const styles = useFilesStyles();
  return (
    <header>
      <Title3 as="h1">Seatwise</Title3>
      <p>
        This page works without Excel. Choose your exports, .xlsx or .csv. They are read in this page and sent
        nowhere. The answer is a workbook that you can save.
      </p>
      <Field label="Files to analyse">
        <input
          className={styles.choice}
          type="file"
          multiple
          accept=".xlsx,.xlsm,.xltx,.xltm,.csv,.tsv,.txt"
          onChange={({ target }) => void job.choose([...(target.files ?? [])])}
        />
      </Field>
    </header>
  );
}
