import process from 'node:process';
import { commandLine } from './command-line.ts';

const { values } = commandLine({
  help: `Looks at the settings, Discord, Twilio and the store, and says what to fix. It changes nothing that members see, and sends no SMS.

  npm run doctor      ends with 0 when nothing is to be fixed
  npm run doctor -- --make-verify-service NAME
                      makes a Verify service at Twilio whose texts begin with NAME, or mends the one that is set, and prints its line for .env
`,
  options: { 'make-verify-service': { type: 'string' } },
});
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const [{ config: loadDotenv }, { systemClock }, { examine }, { formatFindings }, { examineMaking }] = await Promise.all(
  [
    import('dotenv'),
    import('./clock.ts'),
    import('./doctor/examine.ts'),
    import('./doctor/finding.ts'),
    import('./doctor/verify-service.ts'),
  ],
);
const before = { ...process.env };
loadDotenv({ quiet: true });
const name = values['make-verify-service'];
const { findings, line } =
  name === undefined
    ? { findings: await examine({ env: process.env, before, fetch, clock: systemClock() }), line: undefined }
    : await examineMaking(process.env, name);
process.stdout.write(formatFindings(findings));
if (line !== undefined)
  process.stdout.write(`\nPut this line into .env, in place of the one that starts the same way:\n\n${line}\n`);
process.exitCode = findings.some(({ is }) => is === 'fix') ? 1 : 0;
