import asyncio
import threading
import time

import a_module_that_nobody_has

print(a_module_that_nobody_has.compare(threading, asyncio, time))
