// Prints the key that this process ends up with.
import { loadSecretKey } from '../../../src/storage/secretKey.ts';

const [folder = ''] = process.argv.slice(2);
process.stdout.write(loadSecretKey(undefined, folder).key.toString('base64'));
