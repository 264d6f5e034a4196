// Prints the key that this process ends up with.
import { keptSecretKey } from '../../../src/storage/secret-key.ts';

const [folder = ''] = process.argv.slice(2);
process.stdout.write(keptSecretKey(folder).key.toString('base64'));
