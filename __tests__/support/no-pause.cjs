// Loaded into the action: tool-cache waits 10 to 20 seconds before it downloads again, and has these for tests.
'use strict'
global.TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS = 0
global.TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS = 0
