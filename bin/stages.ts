import { dev } from '../config/dev';
import { local } from '../config/local';
import { localRoles } from '../config/local-roles';
import { prod } from '../config/prod';

/** The stages there are, by the name that `-c stage=…` and `--stage` take. */
export const stages = { local, 'local-roles': localRoles, dev, prod };
