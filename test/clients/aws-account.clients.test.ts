import { commands } from './commands';
import { accountRows } from './rows/account';

commands('aws', accountRows);
