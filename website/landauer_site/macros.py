r"""The book's notation, defined once: `\Gzero`, `\kB`, ….

An argument is written `#1`. Each name stands for what the notation page of the appendix says.
"""

MACROS = {
    # constants
    r"\Gzero": r"G_0",
    r"\Rzero": r"R_0",
    r"\RK": r"R_{\mathrm{K}}",
    r"\kappazero": r"\kappa_0",
    r"\Lzero": r"L_0",
    r"\kB": r"k_{\mathrm{B}}",
    r"\muB": r"\mu_{\mathrm{B}}",
    r"\kBT": r"k_{\mathrm{B}}T",
    # energies
    r"\EF": r"E_{\mathrm{F}}",
    r"\kF": r"k_{\mathrm{F}}",
    r"\vF": r"v_{\mathrm{F}}",
    r"\hw": r"\hbar\omega",
    r"\hwx": r"\hbar\omega_x",
    r"\hwy": r"\hbar\omega_y",
    r"\hwc": r"\hbar\omega_{\mathrm{c}}",
    # reservoirs
    r"\muL": r"\mu_{\mathrm{L}}",
    r"\muR": r"\mu_{\mathrm{R}}",
    r"\fL": r"f_{\mathrm{L}}",
    r"\fR": r"f_{\mathrm{R}}",
    r"\TK": r"T_{\mathrm{K}}",
    # couplings
    r"\GammaL": r"\Gamma_{\mathrm{L}}",
    r"\GammaR": r"\Gamma_{\mathrm{R}}",
    # operators
    r"\Tr": r"\operatorname{Tr}",
    r"\sech": r"\operatorname{sech}",
    r"\dd": r"\mathrm{d}",
    r"\dv": r"\frac{\mathrm{d}#1}{\mathrm{d}#2}",
    r"\pdv": r"\frac{\partial#1}{\partial#2}",
    r"\abs": r"\left|#1\right|",
    r"\mean": r"\left\langle#1\right\rangle",
    # units, upright, after a thin space
    r"\unit": r"\,\mathrm{#1}",
}
