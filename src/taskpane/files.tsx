import { Field, makeStyles, Title3, tokens } from "@fluentui/react-components";
import type { InBrowser } from "./in-browser";
import type { Job } from "./job";

const useFilesStyles = makeStyles({ choice: { display: "block", marginBlock: tokens.spacingVerticalS } });

/** What stands in for a workbook where there is no Excel: files of one's own. */
export function FileChoice({ place, job }: { readonly place: InBrowser; readonly job: Job }) {
  const styles = useFilesStyles();
  return (
    <header>
      <Title3 as="h1">Seatwise</Title3>
      <p>
        There is no Excel here, so there is no workbook to work in. Choose your exports instead, .xlsx or
        .csv: they are read in this page and sent nowhere, and the answer comes as a workbook to save.
      </p>
      <Field label="Files to analyse">
        <input
          className={styles.choice}
          type="file"
          multiple
          accept=".xlsx,.xlsm,.xltx,.xltm,.csv,.tsv,.txt"
          onChange={({ target }) => {
            place.choose([...(target.files ?? [])]);
            void job.look();
          }}
        />
      </Field>
    </header>
  );
}
