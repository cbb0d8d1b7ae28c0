import { commands } from './commands';
import { dynamoDbRows } from './rows/dynamodb';

commands('aws', dynamoDbRows);
