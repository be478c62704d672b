"""Ensembles: the same numbers from every executor, nothing lost, nothing computed twice."""

import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np
import pytest

from landauer_lib.lattice import disordered_strip, ensemble

ENERGIES = np.array([-2.0, -1.0])
WIRE = partial(disordered_strip, 30, 5, 1.0)


def fails_at_three(seed):
    if seed == 3:
        raise ValueError("no such sample")
    return WIRE(seed)


def always_fails(seed):
    raise ValueError("broken")


def eigenvalues(device, energies):
    return device.scattering(float(energies)).eigenvalues


def here(seeds, **keywords):
    return ensemble(WIRE, seeds, ENERGIES, progress=False, **keywords)


def test_values_are_those_of_the_devices():
    result = here([4, 0, 7])
    assert result.seeds.tolist() == [4, 0, 7]
    for seed, values in zip(result.seeds, result.values, strict=True):
        np.testing.assert_array_equal(values, WIRE(int(seed)).transmission(ENERGIES))
    np.testing.assert_allclose(result.mean, result.values.mean(axis=0))
    np.testing.assert_allclose(result.standard_error, result.values.std(axis=0, ddof=1) / 3**0.5)


def test_threads_and_processes_give_the_same_bits():
    expected = here(range(6)).values
    with ThreadPoolExecutor(2) as threads:
        np.testing.assert_array_equal(here(range(6), executor=threads).values, expected)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        np.testing.assert_array_equal(here(range(6), executor=processes).values, expected)


# A cluster leaves sockets and event loops for the garbage collector, which is no matter here.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_dask_cluster_gives_the_same_bits():
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        result = here(range(4), executor=client.get_executor())
        with pytest.warns(RuntimeWarning, match="seed 3 failed"):
            partly = ensemble(
                fails_at_three, range(5), ENERGIES, client.get_executor(), progress=False
            )
    np.testing.assert_array_equal(result.values, here(range(4)).values)
    np.testing.assert_array_equal(partly.values, here([0, 1, 2, 4]).values)


@pytest.mark.parametrize("pool", [None, ThreadPoolExecutor])
def test_a_failed_seed_is_named_and_the_others_are_kept(pool):
    executor = None if pool is None else pool(2)
    with pytest.warns(RuntimeWarning, match=r"seed 3 failed: ValueError\('no such sample'\)"):
        result = ensemble(fails_at_three, range(5), ENERGIES, executor, progress=False)
    assert result.seeds.tolist() == [0, 1, 2, 4]
    assert list(result.failures) == [3]
    np.testing.assert_array_equal(result.values, here([0, 1, 2, 4]).values)
    if executor:
        executor.shutdown()


def test_if_all_fail_the_first_error_is_raised():
    with (
        pytest.warns(RuntimeWarning, match="seed"),
        pytest.raises(RuntimeError, match="all 3 seeds failed, the first with ValueError"),
    ):
        ensemble(always_fails, range(3), 0.0, progress=False)


def test_an_interrupted_run_resumes_without_repeating(tmp_path):
    computed = []

    def interrupted(seed):
        if seed == 3 and 3 not in computed:
            computed.append(seed)
            raise KeyboardInterrupt
        computed.append(seed)
        return WIRE(seed)

    with pytest.raises(KeyboardInterrupt):
        ensemble(interrupted, range(5), ENERGIES, directory=tmp_path, progress=False)
    assert computed == [0, 1, 2, 3]
    result = ensemble(interrupted, range(5), ENERGIES, directory=tmp_path, progress=False)
    assert computed == [0, 1, 2, 3, 3, 4]
    np.testing.assert_array_equal(result.values, here(range(5)).values)
    assert not list(tmp_path.glob("*.part"))


def test_a_directory_of_other_energies_is_refused(tmp_path):
    here([0], directory=tmp_path)
    with pytest.raises(ValueError, match="holds results for other energies"):
        ensemble(WIRE, [1], [0.0], directory=tmp_path, progress=False)


def test_any_measurement():
    result = ensemble(WIRE, range(3), -1.0, measure=eigenvalues, progress=False)
    assert result.values.shape == (3, WIRE(0).leads[0].modes(-1.0).count)


def test_progress_is_shown_on_request(capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tqdm warns where notebook widgets are missing
        ensemble(WIRE, range(3), 0.0)
    assert "3/3" in capsys.readouterr().err
    here(range(3))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("seeds", "energies", "match"),
    [
        ([1, 1], 0.0, "seeds must be different"),
        ([], 0.0, "seeds must be different"),
        ([0.5], 0.0, "seeds must be whole"),
        ([0], np.nan, "energies must be finite"),
    ],
)
def test_wrong_arguments_are_refused(seeds, energies, match):
    with pytest.raises(ValueError, match=match):
        ensemble(WIRE, seeds, energies, progress=False)


def test_universal_conductance_fluctuations():
    """var T = 2/15 (β = 1) and 1/15 (β = 2) in a metallic wire, to 3 standard errors and 1/N."""
    wires = partial(disordered_strip, 60, 20, 1.6)
    for flux, universal in ((0.0, 2 / 15), (0.004, 1 / 15)):
        values = ensemble(partial(wires, flux=flux), range(150), -0.53, progress=False).values
        variance = values.var(ddof=1)
        error = variance * np.sqrt(2 / (values.size - 1))
        assert abs(variance - universal) < 3 * error + 0.1 * universal
