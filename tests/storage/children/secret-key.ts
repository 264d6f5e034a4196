// Prints the key that this process ends up with.
import { readOrCreateSecretKey } from '../../../src/storage/secret-key.ts';

const [folder = ''] = process.argv.slice(2);
process.stdout.write(readOrCreateSecretKey(folder).key.toString('base64'));
