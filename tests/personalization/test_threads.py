"""The thread that ranks for requests reckons alone; other threads keep what they had."""

import json
import os
import subprocess
import sys

PROGRAM = """
import json
from concurrent.futures import ThreadPoolExecutor

import sklearn.ensemble
from threadpoolctl import threadpool_info

from largesse.personalization.threads import keep_to_one_thread


def told():
    return {pool["user_api"]: pool["num_threads"] for pool in threadpool_info()}


plain = ThreadPoolExecutor(1).submit(told).result()
alone = ThreadPoolExecutor(1, "", keep_to_one_thread).submit(told).result()
print(json.dumps({"plain": plain, "alone": alone, "main": told()}))
"""


def test_a_thread_that_answers_requests_takes_no_others() -> None:
    environment = os.environ | {"OMP_NUM_THREADS": "3", "OPENBLAS_NUM_THREADS": "3"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert told["plain"]["openmp"] == 3
    assert told["alone"] == {"openmp": 1, "blas": 1}
    assert told["main"]["openmp"] == 3
