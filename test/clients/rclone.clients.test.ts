import { commands } from './commands';
import { rcloneRows } from './rows/file-tools';

commands('rclone', rcloneRows);
