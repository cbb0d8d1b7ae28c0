import { commands } from './commands';
import { cognitoRows } from './rows/cognito';

commands('aws', cognitoRows);
