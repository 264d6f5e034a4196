/** Whether this is the long form, `npm run test:long`: every store, every process, and repetitions enough to find what is rare. */
export const isLong = process.env.TEST_LONG === '1';
