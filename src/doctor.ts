import process from 'node:process';
import { config as loadDotenv } from 'dotenv';
import { systemClock } from './clock.ts';
import { examine } from './doctor/examine.ts';
import { formatFindings } from './doctor/finding.ts';

loadDotenv({ quiet: true });
const findings = await examine({ env: process.env, fetch, clock: systemClock() });
process.stdout.write(formatFindings(findings));
process.exitCode = findings.some(({ is }) => is === 'fix') ? 1 : 0;
